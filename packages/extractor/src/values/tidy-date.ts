import { type LetterCase, writeInCase } from '../text/letter-case.js';

/** How dates that are copied from the document are put right after reading. */
export interface DateTidying {
  letterCase: LetterCase;
  /** Whether a month's name stands apart from the numbers: a reader may have lost the spaces. */
  spaced: boolean;
}

/** Learns from the training values what a copied date never looks like. */
export function learnDateTidying(values: readonly string[], letterCase: LetterCase): DateTidying {
  return { letterCase, spaced: !values.some((value) => /\d\p{L}|\p{L}\d/u.test(value)) };
}

/** The date as written, without spaces beside separators; in the usual letters, spaces around a month's name put back. */
export function tidyDate(text: string, { letterCase, spaced }: DateTidying): string {
  const closed = text.replace(/\s*([/-])\s*/g, '$1').replace(/(?<=\d)\s*\.\s*(?=\d)/g, '.');
  const apart = spaced ? closed.replace(/(?<=\d)(?=\p{L})|(?<=\p{L})(?=\d)/gu, ' ') : closed;
  return writeInCase(apart, letterCase);
}
