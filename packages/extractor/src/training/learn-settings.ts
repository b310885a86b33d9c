import { currencyAfter, currencyBefore, type KeptCurrency, learnCurrency, writeAsFound } from '../answers/currency.js';
import type { FieldSettings } from '../answers/field-settings.js';
import { type Candidate, findCandidates } from '../candidates/find-candidates.js';
import type { Layout } from '../layout/layout.js';
import type { Span } from '../spans/train-spans.js';
import { usualExtras } from '../text/character-classes.js';
import { learnLetterCase } from '../text/letter-case.js';
import type { FieldDefinition } from '../types.js';
import { AMOUNT_FORMS, CANONICAL_AMOUNT, formatAmount } from '../values/amount-forms.js';
import { DATE_FORMS, formatDate, ISO_DATE } from '../values/date-forms.js';
import { type DateTidying, learnDateTidying, tidyDate } from '../values/tidy-date.js';
import type { Reading } from './targets.js';
import { isCandidateType } from './targets.js';
import type { Target } from './training-plan.js';

/** A training value with the document that it was found in. */
interface Example {
  layout: Layout;
  target: Target & { state: 'found' };
}

interface LearnedFrom {
  reading: Reading;
  examples: readonly Example[];
  classes: readonly string[] | null;
  isOptional: boolean;
}

/** Answers are written in a learned form only where it writes this share of the training values. */
const CONSISTENT_SHARE = 0.6;
/** The usual form (YYYY-MM-DD, 1234.50) stays unless another writes this much more of them. */
const CLEAR_GAIN = 0.05;

const NO_CURRENCY: KeptCurrency = { before: [], after: [] };
const MAX_SPAN_TOKENS = 70;

/** Learns everything about a field but its weights. */
export function learnSettings(
  label: string,
  definition: FieldDefinition,
  { reading, examples, classes, isOptional }: LearnedFrom,
): FieldSettings {
  const { type } = definition;
  const values = examples.map(({ target }) => target.text);
  const letterCase = learnLetterCase(values);
  const dateTidying = learnDateTidying(values, letterCase);
  const settings: FieldSettings = {
    label,
    definition: { type, maxLength: definition.maxLength },
    learner: classes ? 'classes' : isCandidateType(type) ? 'candidates' : 'spans',
    isOptional,
    dateOrder: reading.dateOrder,
    dateForm: ISO_DATE,
    dateTidying,
    amountForm: CANONICAL_AMOUNT,
    currency: NO_CURRENCY,
    letterCase,
    extraCharacters: usualExtras(type, values),
    limits: limitsOf(examples),
    classes: classes ?? [],
  };
  if (type === 'date') return { ...settings, dateForm: learnDateForm(examples, reading, dateTidying) };
  if (type === 'amount') return { ...settings, ...learnAmountForm(examples, reading) };
  return settings;
}

function limitsOf(examples: readonly Example[]): FieldSettings['limits'] {
  let tokens = 3;
  let rows = 1;
  for (const { layout, target } of examples) {
    for (const [first, last] of target.spans) {
      tokens = Math.max(tokens, last - first + 1);
      rows = Math.max(rows, rowsOf(layout, [first, last]));
    }
  }
  return { tokens: Math.min(MAX_SPAN_TOKENS, tokens + 6), rows: rows + 2 };
}

const rowsOf = ({ tokens }: Layout, [first, last]: Span): number =>
  (tokens[last]?.row ?? 0) - (tokens[first]?.row ?? 0) + 1;

function learnDateForm(
  examples: readonly Example[],
  reading: Reading,
  tidying: DateTidying,
): FieldSettings['dateForm'] {
  return chooseForm(
    examples,
    DATE_FORMS.map((form) => ({ form, writes: ({ target }: Example) => formatDate(target.key, form) === target.text })),
    (example) => placesOf(example, 'date', reading).some(({ text }) => tidyDate(text, tidying) === example.target.text),
  );
}

function learnAmountForm(
  examples: readonly Example[],
  reading: Reading,
): Pick<FieldSettings, 'amountForm' | 'currency'> {
  const found = examples.map((example) => ({ example, places: placesOf(example, 'amount', reading) }));
  const places = new Map(found.map(({ example, places }) => [example, places]));
  const withSigns = found.flatMap(({ example, places }) =>
    places
      .filter((candidate) => currencyBefore(candidate) !== '' || currencyAfter(candidate) !== '')
      .map((candidate) => ({ candidate, truth: example.target.text })),
  );
  const currency = learnCurrency(withSigns);
  const amountForm = chooseForm(
    examples,
    AMOUNT_FORMS.map((form) => ({
      form,
      writes: ({ target }: Example) => formatAmount(target.key, form) === target.text,
    })),
    (example) => places.get(example)?.some((place) => writeAsFound(place, currency) === example.target.text) ?? false,
  );
  return { amountForm, currency: amountForm === 'asWritten' ? currency : NO_CURRENCY };
}

const placesOf = ({ layout, target }: Example, type: 'date' | 'amount', reading: Reading): Candidate[] =>
  findCandidates(layout, type, reading.dateOrder).filter(({ key }) => key === target.key);

interface Form {
  form: string;
  writes(example: Example): boolean;
}

/** The first form, the usual one, unless the training values are consistently written another way. */
function chooseForm(
  examples: readonly Example[],
  forms: readonly Form[],
  isAsWritten: (example: Example) => boolean,
): string {
  const [usual] = forms;
  const all = [...forms, { form: 'asWritten', writes: isAsWritten }];
  const shares = all.map(({ writes }) => examples.filter(writes).length / Math.max(1, examples.length));
  const best = Math.max(...shares);
  const usualShare = shares[0] ?? 0;
  if (!usual || best < CONSISTENT_SHARE || best < usualShare + CLEAR_GAIN) return usual?.form ?? '';
  return all[shares.indexOf(best)]?.form ?? usual.form;
}
