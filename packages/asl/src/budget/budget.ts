import { EvaluationError } from '../evaluation-error.js';

/** A count of operations that an evaluation may take: the same on every machine, unlike a clock. */
export class Budget {
  readonly #error: string;
  readonly #operations: number;
  #left: number;

  /** `error`: the name of the error that spending more ends with. */
  constructor(operations: number, error: string) {
    this.#operations = operations;
    this.#left = operations;
    this.#error = error;
  }

  spend(operations: number): void {
    this.#left -= operations;
    if (this.#left < 0) throw this.exceeded(`takes more than ${this.#operations} operations`);
  }

  exceeded(how: string): EvaluationError {
    return new EvaluationError(this.#error, `The expression ${how}`);
  }
}
