import { EvaluationError } from '../evaluation-error.js';
import type { Limits } from '../types.js';

/** A count of operations that an evaluation may take: the same on every machine, unlike a clock. */
export class Budget {
  readonly #error: string;
  readonly #operations: number;
  readonly #within: Budget | undefined;
  #left: number;

  /** `error`: the name of the error that spending more ends with. What is spent, a budget around it spends too. */
  constructor(operations: number, error: string, within?: Budget) {
    this.#operations = operations;
    this.#left = operations;
    this.#error = error;
    this.#within = within;
  }

  spend(operations: number): void {
    this.#left -= operations;
    if (this.#left < 0) throw this.exceeded(`takes more than ${this.#operations} operations`);
    if (this.#within === undefined) return;
    this.#within.#left -= operations;
    if (this.#within.#left < 0) throw this.exceeded('takes more operations than are left to its step');
  }

  exceeded(how: string): EvaluationError {
    return new EvaluationError(this.#error, `The expression ${how}`);
  }
}

/** How often `limits.operations` all evaluations of one step may take together. */
const EVALUATIONS_A_STEP = 10;

/** The budget that the evaluations of one step share. */
export function stepBudget(limits: Limits): Budget {
  return new Budget(limits.operations * EVALUATIONS_A_STEP, 'States.Runtime');
}

/** The budget of one evaluation. */
export function evaluationBudget(scope: { readonly limits: Limits; readonly budget?: Budget }, error: string): Budget {
  return new Budget(scope.limits.operations, error, scope.budget);
}
