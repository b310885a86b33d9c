/**
 * Why a document cannot be read: nothing in it, not decodable, protected by a password, beyond the limits on pixels
 * or pages, beyond the limit on time, or of another type than it is said to be.
 */
export type UnreadableReason = 'empty' | 'corrupt' | 'encrypted' | 'too-large' | 'timeout' | 'mismatch';

/** A document that cannot be read. The message is one sentence, fit for whoever sent the document. */
export class UnreadableDocumentError extends Error {
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnreadableDocumentError';
    this.reason = reason;
  }
}

/** The error as it is when it already says why, else as a corrupt document with it as the cause. */
export function toUnreadable(error: unknown, message: string): UnreadableDocumentError {
  return error instanceof UnreadableDocumentError
    ? error
    : new UnreadableDocumentError('corrupt', message, { cause: error });
}
