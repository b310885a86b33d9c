/** How both learners step: AdaGrad, one document at a time, the rate falling linearly to a tenth. */
export const L2 = 1e-5;
const FIRST_SQUARE = 1e-3;
/** Gradients below this change nothing that shows and are left out for speed. */
export const NEGLIGIBLE = 1e-5;

/** Weights with the sum of squared gradients that sets each one's step. */
export class AdaptiveWeights {
  readonly values: Float32Array;
  readonly #squares: Float32Array;

  constructor(count: number) {
    this.values = new Float32Array(count);
    this.#squares = new Float32Array(count).fill(FIRST_SQUARE);
  }

  step(index: number, gradient: number, rate: number): void {
    const weight = this.values[index] as number;
    const regularised = gradient + L2 * weight;
    const square = (this.#squares[index] as number) + regularised * regularised;
    this.#squares[index] = square;
    this.values[index] = weight - (rate * regularised) / Math.sqrt(square);
  }
}

export interface Schedule {
  epochs: number;
  rate: number;
}

/** The rate of one epoch. */
export const rateOf = ({ rate, epochs }: Schedule, epoch: number): number => rate * (1 - (0.9 * epoch) / epochs);

/** Fewer documents are gone through more often. */
export function epochsFor(documents: number, budget: number, [least, most]: readonly [number, number]): number {
  return Math.max(least, Math.min(most, Math.round(budget / Math.max(1, documents))));
}
