/** Thrown where too few documents have a value that can be learned from; the message says what is missing, per label. */
export class TooFewDocumentsError extends Error {
  override readonly name = 'TooFewDocumentsError';
}

/** Thrown where bytes are no model, or one that is damaged or of a version that this code does not know. */
export class ModelFormatError extends Error {
  override readonly name = 'ModelFormatError';
}
