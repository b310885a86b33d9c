import { decide, NO_SNAPPING, type Snapping } from '../answers/decide.js';
import type { FieldSettings } from '../answers/field-settings.js';
import type { HeldOutPrediction } from './held-out.js';
import { isRight } from './judge.js';

const OPTIONS: readonly Snapping[] = [2, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65].flatMap((similarity) =>
  [false, true].flatMap((exact) =>
    [1, 2].flatMap((count) => [false, true].map((repair) => ({ similarity, exact, count, repair }))),
  ),
);
/** How much better than the best so far an option has to be, in answers: chance alone moves one. */
const MARGIN = 0.9;

/** The way of using remembered values that gives most right answers on documents left out; written as the truth counts half more. */
export function chooseSnapping(settings: FieldSettings, heldOut: readonly HeldOutPrediction[]): Snapping {
  let chosen = NO_SNAPPING;
  let best = Number.NEGATIVE_INFINITY;
  for (const snapping of OPTIONS) {
    let score = 0;
    for (const { prediction, memory, target } of heldOut) {
      const decision = decide(prediction, memory, { snapping, maxLength: settings.definition.maxLength });
      if (isRight(settings, decision, target)) score++;
      if (target.state === 'found' && decision.value === target.text) score += 0.5;
    }
    if (score > best + MARGIN) {
      best = score;
      chosen = snapping;
    }
  }
  return chosen;
}
