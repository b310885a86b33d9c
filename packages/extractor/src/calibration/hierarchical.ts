import { dot, fitLogistic, type Observation, type Prior } from './logistic.js';

/** How the weights of groups are told from observations that each group has few of. */
export interface GroupPrior {
  /** Of the weights that hold for all groups; the first is the intercept. */
  all: Prior;
  /** How strongly a group's own level is drawn to that of all. */
  level: number;
  /** How strongly each of a group's weights is drawn to those of all, its level apart. */
  own: readonly number[];
}

const ROUNDS = 6;

/**
 * Weights of a logistic regression for each group. Slopes are shared and levels are not, so that a group that is easy
 * does not pass for the effect of a feature; then each group's weights go as far from the shared ones as its observations say.
 */
export function fitGroups(groups: readonly (readonly Observation[])[], { all, level, own }: GroupPrior): number[][] {
  const levelPrior: Prior = { weights: [0], strength: [level] };
  let shared = [...all.weights];
  let levels = groups.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    const shifted = groups.flatMap((group, index) =>
      group.map((observation) => ({ ...observation, offset: levels[index] ?? 0 })),
    );
    shared = fitLogistic(shifted, all);
    levels = groups.map((group) => {
      const rest = group.map(({ features, right }) => ({ features: [1], right, offset: dot(shared, features) }));
      return fitLogistic(rest, levelPrior)[0] ?? 0;
    });
  }
  return groups.map((group, index) => {
    const [intercept = 0, ...slopes] = shared;
    return fitLogistic(group, { weights: [intercept + (levels[index] ?? 0), ...slopes], strength: own });
  });
}
