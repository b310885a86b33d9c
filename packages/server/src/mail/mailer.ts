import { createTransport, type NodemailerError } from 'nodemailer';

/** A mail of plain text. */
export interface OutgoingMail {
  id: string;
  to: string;
  subject: string;
  body: string;
}

/** Hands mails to a mail server. */
export interface Mailer {
  /**
   * Resolves when the mail server has taken the mail.
   * @throws RefusedMailError when it will never take it; another error when it may take it later.
   */
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

/** The mail server refused this mail or its recipient for good. */
export class RefusedMailError extends Error {
  override readonly name = 'RefusedMailError';
}

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 };

/** What a mail can be refused for; what else a server refuses, such as a password, is no fault of the mail. */
const faultsOfMail = new Set(['EENVELOPE', 'EMESSAGE']);

/** Line breaks would end a header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

/**
 * @param options.smtpUrl `smtp://` or `smtps://user:password@host:port`.
 * @param options.from the sender, as `las@example.com` or `Name <las@example.com>`.
 */
export function createMailer({ smtpUrl, from }: { smtpUrl: string; from: string }): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...timeouts,
  });
  return {
    async send({ id, to, subject, body }) {
      const domain = /@([0-9A-Za-z.-]+)/.exec(from)?.[1] ?? 'las.invalid';
      try {
        await transport.sendMail({
          from: oneLine(from),
          // An object is taken as one address, while text could be read as a list of them.
          to: { name: '', address: to },
          subject: oneLine(subject),
          text: body,
          // The same for each attempt, so that a mail that arrives twice can be told to be one.
          messageId: `<${id.replaceAll(':', '.')}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        const { permanent, code, message } = error as NodemailerError;
        if (permanent && faultsOfMail.has(code ?? '')) throw new RefusedMailError(message, { cause: error });
        throw error;
      }
    },
    close: () => transport.close(),
  };
}
