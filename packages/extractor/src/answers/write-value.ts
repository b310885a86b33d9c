import type { Candidate } from '../candidates/find-candidates.js';
import { keepClass } from '../text/character-classes.js';
import { writeInCase } from '../text/letter-case.js';
import { trimEdges } from '../text/normalise.js';
import { CANONICAL_AMOUNT, formatAmount } from '../values/amount-forms.js';
import { formatDate, ISO_DATE } from '../values/date-forms.js';
import { tidyDate } from '../values/tidy-date.js';
import { writeAsFound } from './currency.js';
import type { FieldSettings } from './field-settings.js';

/** A candidate as it is answered. */
export function writeCandidate(settings: FieldSettings, candidate: Candidate): string {
  const { definition, dateForm, dateTidying, amountForm, currency, extraCharacters } = settings;
  switch (definition.type) {
    case 'date':
      return shortEnough(
        settings,
        dateForm === 'asWritten' ? tidyDate(candidate.text, dateTidying) : formatDate(candidate.key, dateForm),
        () => formatDate(candidate.key, ISO_DATE),
      );
    case 'amount':
      return shortEnough(
        settings,
        amountForm === 'asWritten' ? writeAsFound(candidate, currency) : formatAmount(candidate.key, amountForm),
        () => formatAmount(candidate.key, CANONICAL_AMOUNT),
      );
    default:
      return keepClass(candidate.text, definition.type, extraCharacters);
  }
}

/** A span's text as it is answered. */
export function writeText({ definition, extraCharacters, letterCase }: FieldSettings, text: string): string {
  return writeInCase(keepClass(trimEdges(text), definition.type, extraCharacters), letterCase);
}

/** The plainest form where the learned one is longer than the field may be. */
function shortEnough({ definition }: FieldSettings, text: string, plainest: () => string): string {
  return text.length <= definition.maxLength ? text : plainest();
}
