/** A real mail server for tests, that can be stopped and started again, and made to refuse. */
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail extends Email {
  /** To whom the envelope said. */
  recipients: string[];
  /** As it came. */
  raw: string;
}

export interface TestSmtp {
  url: string;
  /** In the order in which they were taken. */
  mails: ReceivedMail[];
  /** Answers a refusal for a recipient (`550 …`), or null. */
  refuse: (recipient: string) => string | null;
  /** Called when the text of a mail has arrived, before it is taken; a refusal is thrown. */
  taken: (mail: ReceivedMail) => void | Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export async function testSmtp(): Promise<TestSmtp> {
  let server: SMTPServer | undefined;
  let port = 0;
  const smtp: TestSmtp = {
    url: '',
    mails: [],
    refuse: () => null,
    taken: () => {},
    async start() {
      server = open(smtp);
      await new Promise<void>((resolve) => void server?.listen(port, '127.0.0.1', resolve));
      ({ port } = server.server.address() as AddressInfo);
      smtp.url = `smtp://127.0.0.1:${port}?from=portail@atelier.example`;
    },
    async stop() {
      const stopping = server;
      server = undefined;
      if (stopping) await new Promise<void>((resolve) => stopping.close(resolve));
    },
  };
  await smtp.start();
  return smtp;
}

const open = (smtp: TestSmtp): SMTPServer =>
  new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    closeTimeout: 100,
    onRcptTo({ address }, _session, done) {
      const refusal = smtp.refuse(address);
      done(refusal === null ? null : smtpError(refusal));
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const raw = Buffer.concat(parts);
        PostalMime.parse(raw)
          .then(async (email) => {
            const recipients = session.envelope.rcptTo.map(({ address }) => address);
            const mail = { ...email, recipients, raw: raw.toString('latin1') };
            await smtp.taken(mail);
            smtp.mails.push(mail);
          })
          .then(
            () => done(),
            (error: Error) => done(smtpError(error.message)),
          );
      });
    },
  });

const smtpError = (text: string): Error =>
  Object.assign(new Error(text.slice(4)), { responseCode: Number(text.slice(0, 3)) });
