import { decide, NO_TRUST } from '../answers/decide.js';
import type { FieldSettings } from '../answers/field-settings.js';
import type { Trust } from '../answers/value-memory.js';
import type { HeldOutPrediction } from './held-out.js';
import { isRight } from './judge.js';

const OPTIONS: readonly Trust[] = [
  NO_TRUST,
  ...[0.25, 0.4, 0.6, 0.8].flatMap((language) => [-30, 0, 10, 20].map((values) => ({ language, values }))),
];
/** How much better than the best so far an option has to be, in answers: chance alone moves one. */
const MARGIN = 0.9;

/** The trust in known values that gives most right answers on documents left out; written as the truth counts half more. */
export function chooseTrust(settings: FieldSettings, heldOut: readonly HeldOutPrediction[]): Trust {
  let chosen = NO_TRUST;
  let best = Number.NEGATIVE_INFINITY;
  for (const trust of OPTIONS) {
    let score = 0;
    for (const { prediction, memory, target } of heldOut) {
      const decision = decide(prediction, memory, { trust, maxLength: settings.definition.maxLength });
      if (isRight(settings, decision, target)) score++;
      if (target.state === 'found' && decision.value === target.text) score += 0.5;
    }
    if (score > best + MARGIN) {
      best = score;
      chosen = trust;
    }
  }
  return chosen;
}
