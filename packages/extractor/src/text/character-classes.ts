import type { FieldType } from '../types.js';

/** The characters of each field type; a type that is not here takes any. */
const CLASSES: Partial<Record<FieldType, RegExp>> = {
  number: /\p{Nd}/u,
  letter: /[\p{L}\p{M}]/u,
  phone: /[\d+() -]/,
  alphanum: /[\p{L}\p{M}\p{N}]/u,
  alphanumext: /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u,
};

/** A character outside the class counts as usual from this share of the training values on, and from two of them. */
const USUAL_SHARE = 0.02;

/** Characters outside the type's class that the training values show: a space in names, a hyphen in order numbers. */
export function usualExtras(type: FieldType, values: readonly string[]): string {
  const inClass = CLASSES[type];
  if (!inClass) return '';
  const counts = new Map<string, number>();
  for (const value of values) {
    for (const character of new Set(value)) {
      if (!inClass.test(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  const needed = Math.max(2, USUAL_SHARE * values.length);
  return [...counts]
    .filter(([, count]) => count >= needed)
    .map(([character]) => character)
    .sort()
    .join('');
}

/** The text without the characters that the type does not have, single spaces between words. */
export function keepClass(text: string, type: FieldType, extras: string): string {
  const inClass = CLASSES[type];
  if (!inClass) return text;
  const kept = [...text].filter((character) => inClass.test(character) || extras.includes(character));
  return kept.join('').replace(/\s+/g, ' ').trim();
}
