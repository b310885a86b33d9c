import { EvaluationError } from '../evaluation-error.js';

/** What a state, a branch or an item failed with. */
export class StateFailure extends Error {
  override readonly name = 'StateFailure';
  readonly error: string | undefined;
  override readonly cause: string | undefined;
  /** Whether `States.ALL` lets it pass: failures of the machine itself, not of what it called. */
  readonly terminal: boolean;
  /** A second name that `Retry` and `Catch` know it by. */
  readonly alias: string | undefined;

  constructor(error: string | undefined, cause: string | undefined, kind: { terminal?: boolean; alias?: string } = {}) {
    super(error ?? cause ?? '');
    this.error = error;
    this.cause = cause;
    this.terminal = kind.terminal ?? false;
    this.alias = kind.alias;
  }
}

const terminalErrors = ['States.Runtime', 'States.DataLimitExceeded'];

/** The failure that something thrown is; what is none is thrown on, since it is a fault of this package. */
export function failureOf(thrown: unknown): StateFailure {
  if (thrown instanceof StateFailure) return thrown;
  if (thrown instanceof EvaluationError) {
    return new StateFailure(thrown.error, thrown.cause, { terminal: terminalErrors.includes(thrown.error) });
  }
  throw thrown;
}

/** Whether a list of `ErrorEquals` covers a failure. */
export function matches(errors: readonly string[], failure: StateFailure): boolean {
  return errors.some((name) => {
    if (name === failure.error || name === failure.alias) return true;
    if (name === 'States.ALL') return !failure.terminal;
    return name === 'States.TaskFailed' && !failure.terminal && failure.error !== 'States.Timeout';
  });
}

/** Error and cause as the history and the execution have them. */
export function namesOf({ error, cause }: { error?: string | undefined; cause?: string | undefined }) {
  return { ...(error !== undefined && { error }), ...(cause !== undefined && cause !== '' && { cause }) };
}
