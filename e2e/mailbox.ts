import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { until } from './parvis.ts';

export interface Mailbox {
  /** For PARVIS_SMTP_URL. */
  url: string;
  /** All that has arrived, oldest first. */
  mails: Email[];
  /** The next mail to an address, arrived already or to come; each is given once. */
  next: (to: string) => Promise<Email>;
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
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    async next(to) {
      const waiting = () => mails.find((mail) => !given.has(mail) && recipients(mail).includes(to));
      await until(
        () => waiting() !== undefined,
        () => `No mail to ${to}, but to: ${mails.flatMap(recipients).join(', ') || 'nobody'}`,
      );
      const mail = waiting()!;
      given.add(mail);
      return mail;
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

const recipients = ({ to }: Email) => to?.map(({ address }) => address ?? '') ?? [];
