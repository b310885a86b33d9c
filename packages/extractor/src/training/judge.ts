import type { Decision } from '../answers/decide.js';
import type { FieldSettings } from '../answers/field-settings.js';
import { squeeze, toDigits } from '../text/normalise.js';
import { isCandidateType } from './targets.js';
import type { Target } from './training-plan.js';

/** Whether an answer is right: dates and amounts compared as values, text without case and spaces. */
export function isRight({ definition }: FieldSettings, { value, choice }: Decision, target: Target): boolean {
  if (target.state === 'unusable') return false;
  if (target.state === 'absent' || value === null) return target.state === 'absent' && value === null;
  if (definition.type === 'date' || definition.type === 'amount') return choice?.key === target.key;
  if (isCandidateType(definition.type)) return toDigits(value) === target.key;
  return squeeze(value) === squeeze(target.text);
}
