import type { Move, Outcome } from './step-run.js';
import type { Steps } from './steps.js';

/** What an outcome comes to. */
export function* moved(outcome: Outcome): Steps<Move | undefined> {
  return isSteps(outcome) ? yield* outcome : outcome;
}

export function isSteps(outcome: Outcome): outcome is Steps<Move | undefined> {
  return outcome !== undefined && Symbol.iterator in outcome;
}
