/** The mail server of the one who runs Parvis. */
import type { Config } from '../config.ts';
import { isAddress, oneLine } from './text.ts';

export interface OutgoingMail {
  /** The same at every attempt: who gets it twice can tell. */
  messageId: string;
  from: { name: string; replyTo: string | null };
  to: { name: string; email: string };
  subject: string;
  text: string;
  html: string;
  /** WebP, which the page shows by its name. */
  picture?: { cid: string; content: Buffer } | null;
  /** The Message-ID that the mails of one conversation refer to: that of no mail, so that none of them must have left. */
  thread?: string | undefined;
  /** Further headers, by their names: ASCII, without line breaks. */
  headers?: Readonly<Record<string, string>>;
}

/** Why a mail did not leave. */
export class MailError extends Error {
  /**
   * `refused`: the server does not take this mail, now or later. `later`: it may take it another time. `down`: it cannot
   * be talked to, and would not take any other mail either.
   */
  readonly reason: 'refused' | 'later' | 'down';

  constructor(reason: MailError['reason'], message: string) {
    super(message);
    this.name = 'MailError';
    this.reason = reason;
  }
}

export interface MailTransport {
  /** Milliseconds after which a mail that has not left is given up: `send` never takes longer. */
  readonly timeout: number;
  /** Raises MailError. */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

/** Written by a program: nobody's absence is to be told to it (RFC 3834; Exchange). */
const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/** How many mails are on their way at a time. */
export const atOnce = 4;

// What a mail says never makes this process open a file or an address.
const confined = { disableFileAccess: true, disableUrlAccess: true };
const minute = 60_000;
/** How long a mail server is waited for: to be found, to greet, to say something, and in all. Milliseconds. */
export const defaultTimeouts = {
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  // A server that has the whole mail may take its time to answer. Who gives up on it sends the mail twice
  // (RFC 5321, 4.5.3.2.6).
  socketTimeout: 10 * minute,
  // Of a server that says something now and then no timer of the socket ever runs out.
  total: 12 * minute,
};

export type MailTimeouts = typeof defaultTimeouts;

export function openTransport(
  smtpUrl: string,
  config: Config,
  mailTimeouts: MailTimeouts = defaultTimeouts,
): MailTransport {
  const { total, ...timeouts } = mailTimeouts;
  const url = new URL(smtpUrl);
  const sender = senderAddress(url, config);
  // 4 MB that a server without a mail server does not need.
  const transporter = import('nodemailer').then(({ createTransport }) =>
    createTransport({ ...connection(url), pool: true, maxConnections: atOnce, ...timeouts, ...confined }),
  );

  return {
    timeout: total,
    async send({ messageId, from, to, subject, text, html, picture, thread, headers }) {
      // Loading what sends it is part of it: on a machine that was just started that takes a while.
      const signal = AbortSignal.timeout(total);
      try {
        await (
          await transporter
        ).sendMail({
          messageId,
          from: { name: oneLine(from.name, 80), address: sender },
          to: { name: oneLine(to.name, 80), address: to.email },
          // Said outright: no name that somebody typed is ever read as an address.
          envelope: { from: sender, to: [to.email] },
          ...(from.replyTo !== null &&
            isAddress(from.replyTo) && { replyTo: { name: oneLine(from.name, 80), address: from.replyTo } }),
          subject,
          text,
          html,
          ...(picture && {
            attachments: [
              { ...picture, contentType: 'image/webp', contentDisposition: 'inline', filename: 'logo.webp' },
            ],
          }),
          ...(thread !== undefined && { references: thread }),
          headers: { ...automatic, ...headers },
          signal,
        });
      } catch (error) {
        if (signal.aborted) throw new MailError('down', `no end within ${total / 1000} s`);
        throw mailError(error);
      }
    },
    close: () => void transporter.then((opened) => opened.close()),
  };
}

function connection(url: URL) {
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const auth =
    url.username !== ''
      ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
      : undefined;
  const isHere = ['localhost', '127.0.0.1', '::1'].includes(host);
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    // A password never crosses the network in clear.
    requireTLS: auth !== undefined && !isHere,
    ...(auth && { auth }),
  };
}

/** `smtps://user:secret@smtp.example.fr?from=portail@example.fr`; else the user's name where that is an address. */
function senderAddress(smtpUrl: URL, { url }: Config): string {
  const asked = smtpUrl.searchParams.get('from') ?? decodeURIComponent(smtpUrl.username);
  return isAddress(asked) ? asked : `parvis@${new URL(url).hostname}`;
}

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

function mailError(error: unknown): MailError {
  const { code, command, responseCode, response, message } = error as SmtpError;
  const said = response ?? message;
  // About this mail, its recipient or what it says, rather than about us: a sender that is refused is so for every mail.
  const aboutThisMail = (code === 'EENVELOPE' && command !== 'MAIL FROM') || code === 'EMESSAGE';
  if (!aboutThisMail || responseCode === 421) return new MailError('down', said);
  return new MailError(responseCode !== undefined && responseCode >= 500 ? 'refused' : 'later', said);
}
