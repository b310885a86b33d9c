import { EvaluationError } from '../evaluation-error.js';

/** What a state, a branch or an item failed with. */
export class StateFailure extends Error {
  override readonly name = 'StateFailure';
  readonly error: string | undefined;
  override readonly cause: string | undefined;
  /** Whether `States.ALL` lets it pass: failures of the machine itself, not of what it called. */
  readonly terminal: boolean;

  constructor(error: string | undefined, cause: string | undefined, terminal = false) {
    super(error ?? cause ?? '');
    this.error = error;
    this.cause = cause;
    this.terminal = terminal;
  }
}

const terminalErrors = ['States.Runtime', 'States.DataLimitExceeded'];

/** The failure that something thrown is; what is none is thrown on, since it is a fault of this package. */
export function failureOf(thrown: unknown): StateFailure {
  if (thrown instanceof StateFailure) return thrown;
  if (thrown instanceof EvaluationError) {
    return new StateFailure(thrown.error, thrown.cause, terminalErrors.includes(thrown.error));
  }
  throw thrown;
}

/** Whether a list of `ErrorEquals` covers a failure. */
export function matches(errors: readonly string[], failure: StateFailure): boolean {
  return errors.some((name) => {
    if (name === failure.error) return true;
    if (name === 'States.ALL') return !failure.terminal;
    if (name === 'States.TaskFailed') return !failure.terminal && !timeouts.includes(failure.error ?? '');
    return name === 'States.Timeout' && failure.error === 'States.HeartbeatTimeout';
  });
}

const timeouts = ['States.Timeout', 'States.HeartbeatTimeout'];
