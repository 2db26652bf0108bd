import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { until } from './parvis.ts';

export interface Mailbox {
  /** For PARVIS_SMTP_URL. */
  url: string;
  /** All that has arrived, oldest first. */
  mails: Email[];
  /** The next mail to an address whose subject says this, arrived already or to come; each is given once. */
  next: (to: string, says?: string) => Promise<Email>;
  stop: () => Promise<void>;
}

/** A real SMTP server that keeps what it is sent. */
export async function startMailbox(): Promise<Mailbox> {
  const mails: Email[] = [];
  const given = new Set<Email>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        PostalMime.parse(Buffer.concat(parts)).then((mail) => {
          mails.push(mail);
          done();
        }, done);
      });
    },
  });
  // Whoever was connected has ended, as a server does that is stopped.
  server.on('error', () => {});
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    async next(to, says = '') {
      const isIt = (mail: Email) => recipients(mail).includes(to) && !!mail.subject?.includes(says);
      const waiting = () => mails.find((mail) => !given.has(mail) && isIt(mail));
      await until(
        () => waiting() !== undefined,
        () =>
          `No mail to ${to} « ${says} », but: ${mails.map((mail) => `${recipients(mail).join()} « ${mail.subject} »`).join(', ') || 'none'}`,
      );
      const mail = waiting()!;
      given.add(mail);
      return mail;
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

const recipients = ({ to }: Email) => to?.map(({ address }) => address ?? '') ?? [];
