/** A mistake or mishap that one sentence explains: shown without a stack. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** The demo was told to stop, by Ctrl-C for example. */
export class Interrupted extends UserError {
  override readonly name = 'Interrupted';
  readonly signal: NodeJS.Signals;

  constructor(signal: NodeJS.Signals) {
    super(`Stopped by ${signal}`);
    this.signal = signal;
  }
}
