import type { SpanLimits } from '../spans/span-table.js';
import type { LetterCase } from '../text/letter-case.js';
import type { FieldDefinition } from '../types.js';
import type { AmountForm } from '../values/amount-forms.js';
import type { DateForm } from '../values/date-forms.js';
import type { DateOrder } from '../values/dates.js';
import type { DateTidying } from '../values/tidy-date.js';
import type { KeptCurrency } from './currency.js';

/** How a field's values are found: among typed candidates, as a span of words, or as one of a few values for the whole document. */
export type Learner = 'candidates' | 'spans' | 'classes';

/** Everything about a field that is learned apart from weights; it travels in plans and models as JSON. */
export interface FieldSettings {
  label: string;
  definition: FieldDefinition;
  learner: Learner;
  /** Whether a training document lacks the value: only then may an answer be that there is none. */
  isOptional: boolean;
  /** How an ambiguous date in a document is read. */
  dateOrder: DateOrder;
  /** How an answer is written; "asWritten" copies the document. */
  dateForm: DateForm | 'asWritten';
  dateTidying: DateTidying;
  amountForm: AmountForm | 'asWritten';
  currency: KeptCurrency;
  /** In which letters text is answered, whatever the document's. */
  letterCase: LetterCase;
  /** Characters outside the type's class that answers keep. */
  extraCharacters: string;
  limits: SpanLimits;
  /** The values of a field that is told from the document as a whole. */
  classes: readonly string[];
}
