/** What an expression or a path failed with, in the words that `Retry`, `Catch` and the history know. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
  /** A name such as `States.ParameterPathFailure`. */
  readonly error: string;
  override readonly cause: string;
  /** The field at fault, such as `Arguments/Name`; absent where the caller knows it better. */
  readonly location?: string;

  constructor(error: string, cause: string, location?: string) {
    super(cause);
    this.error = error;
    this.cause = cause;
    if (location !== undefined) this.location = location;
  }
}
