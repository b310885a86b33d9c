/** Observations for a logistic regression: a row of features and whether the answer was right. */
export interface Observation {
  features: readonly number[];
  right: boolean;
  /** What is added to the score from elsewhere. */
  offset?: number;
}

/** Where weights are drawn to, and how strongly, where observations are few. */
export interface Prior {
  weights: readonly number[];
  strength: readonly number[];
}

const MAX_ITERATIONS = 25;
const CONVERGED = 1e-7;

export const sigmoid = (score: number): number => 1 / (1 + Math.exp(-score));

export const logOdds = (probability: number): number => {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(inside / (1 - inside));
};

export const dot = (first: readonly number[], second: readonly number[]): number =>
  first.reduce((sum, value, index) => sum + value * (second[index] ?? 0), 0);

/** Weights of a logistic regression with a normal prior, by Newton's method. */
export function fitLogistic(observations: readonly Observation[], prior: Prior): number[] {
  let weights = [...prior.weights];
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const { gradient, curvature } = derive(observations, prior, weights);
    const step = solve(curvature, gradient);
    const longest = Math.max(...step.map(Math.abs));
    const scale = longest > 3 ? 3 / longest : 1;
    weights = weights.map((weight, index) => weight - scale * (step[index] ?? 0));
    if (longest < CONVERGED) break;
  }
  return weights;
}

function derive(observations: readonly Observation[], prior: Prior, weights: readonly number[]) {
  const gradient = weights.map((weight, i) => (prior.strength[i] ?? 0) * (weight - (prior.weights[i] ?? 0)));
  const curvature = weights.map((_, i) => weights.map((_, j) => (i === j ? (prior.strength[i] ?? 0) + 1e-9 : 0)));
  for (const { features, right, offset = 0 } of observations) {
    const probability = sigmoid(dot(weights, features) + offset);
    const error = probability - (right ? 1 : 0);
    const weight = Math.max(1e-9, probability * (1 - probability));
    for (const [i, value] of features.entries()) {
      gradient[i] = (gradient[i] ?? 0) + error * value;
      const row = curvature[i] ?? [];
      for (const [j, other] of features.entries()) row[j] = (row[j] ?? 0) + weight * value * other;
    }
  }
  return { gradient, curvature };
}

/** Solves a symmetric positive definite system by elimination; changes its arguments. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let pivot = 0; pivot < size; pivot++) {
    const pivotRow = matrix[pivot] ?? [];
    for (let below = pivot + 1; below < size; below++) {
      const row = matrix[below] ?? [];
      const factor = (row[pivot] ?? 0) / (pivotRow[pivot] ?? 1);
      for (let column = pivot; column < size; column++)
        row[column] = (row[column] ?? 0) - factor * (pivotRow[column] ?? 0);
      right[below] = (right[below] ?? 0) - factor * (right[pivot] ?? 0);
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    let rest = right[row] ?? 0;
    for (let column = row + 1; column < size; column++) rest -= (matrix[row]?.[column] ?? 0) * (solution[column] ?? 0);
    solution[row] = rest / (matrix[row]?.[row] ?? 1);
  }
  return solution;
}
