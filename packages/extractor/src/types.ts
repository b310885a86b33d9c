/** Left, top, right, bottom; 0..1 relative to the page. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** One word as it was read. */
export interface Word {
  text: string;
  /** 0..1: how sure the reader is of the text; 1 for digital text. */
  confidence: number;
  box: Box;
  /** Index of the text line on its page; the words of one line are consecutive. */
  segment: number;
  /** Other readings of the whole word, best first; left out where the reader is sure. */
  alternatives?: readonly WordAlternative[];
}

/** Another reading of a word, with the reader's confidence in it, 0..1. */
export interface WordAlternative {
  text: string;
  confidence: number;
}

/** One page as it was read. */
export interface Page {
  /** Counted from 1. */
  number: number;
  /** Width and height in pixels or points: only their ratio matters. */
  width: number;
  height: number;
  words: readonly Word[];
}

/**
 * What kind of value a field has.
 *
 * - `date`: a calendar date; answered as YYYY-MM-DD unless the training values are consistently written another way.
 * - `amount`: a sum of money; answered as 1234.50 unless the training values are consistently written another way.
 * - `number`: digits, such as an invoice number.
 * - `letter`: letters of any script.
 * - `phone`: digits and `+ - ( )` and space.
 * - `alphanum`: letters and digits.
 * - `alphanumext`: letters, digits and punctuation.
 * - `all`: anything.
 *
 * A character outside its class is left out of an answer unless the training values show it (a space in names, a hyphen
 * in order numbers).
 */
export type FieldType = 'date' | 'amount' | 'number' | 'letter' | 'phone' | 'alphanum' | 'alphanumext' | 'all';

export interface FieldDefinition {
  type: FieldType;
  /** 1..1024 characters; no answer is ever longer. */
  maxLength: number;
}

/** The fields of a model by label. */
export type FieldConfig = Readonly<Record<string, FieldDefinition>>;

export type TruthValue = string | boolean | null;

export interface TrainingDocument {
  id: string;
  pages: readonly Page[];
  /** By label: a label that is not there is unknown, null says that the document has no such value. */
  groundTruth: Readonly<Record<string, TruthValue>>;
}

/** The answers whose confidence lies between `from` and `to`. */
export interface CalibrationBin {
  from: number;
  to: number;
  /** Mean confidence and share of right answers in the bin. */
  confidence: number;
  accuracy: number;
  count: number;
}

/** What a threshold lets through. */
export interface TradeOff {
  threshold: number;
  /** 0..1: share of answers at or above the threshold. */
  coverage: number;
  /** 0..1: share of those that is right. */
  precision: number;
}

/** Figures of one field, or of all: from predictions for documents that the predicting model was not trained on. */
export interface FieldReport {
  /** Documents with a usable truth. */
  documents: number;
  /** 0..1: share of right answers; dates and amounts compared as values, text without case and spaces. */
  accuracy: number;
  /** 0..1: share of answers at or above the threshold that keeps 95 or 99 % of them right. */
  coverageAt95Precision: number;
  coverageAt99Precision: number;
  /** The threshold itself; null where no threshold reaches the precision. */
  thresholdAt95Precision: number | null;
  thresholdAt99Precision: number | null;
  /** At most 21 points, thresholds ascending: the higher, the fewer answers come through and the more of them are right. */
  tradeOff: TradeOff[];
  calibration: { expectedCalibrationError: number; bins: CalibrationBin[] };
}

export interface SkippedDocument {
  documentId: string;
  reason: string;
}

/** A ground truth that is probably wrong. */
export interface LabelProblem {
  documentId: string;
  label: string;
  /** The ground truth; empty where it says that there is no value. */
  value: string;
  /** The most similar text of the document, or what held-out models say instead. */
  nearestText: string | null;
  /**
   * - `not-found`: the value stands nowhere in the document.
   * - `doubtful`: models that have not seen the document are sure of another value, which does stand there.
   */
  reason: 'not-found' | 'doubtful';
}

export interface TrainingReport {
  documents: { used: number; skipped: SkippedDocument[] };
  /** What a user should look at first, the worst first; at most 500. */
  labelProblems: LabelProblem[];
  overall: FieldReport;
  fields: Record<string, FieldReport>;
}

/** What was answered for a document by a model that was not trained on it. */
export interface HeldOutAnswer {
  documentId: string;
  label: string;
  value: string | null;
  /** 0..1; by a calibration that has not seen the document either. */
  confidence: number;
}

export interface Training {
  /** What {@link loadModel} takes; at most 5 MB. */
  model: Uint8Array;
  report: TrainingReport;
  /** The answers that the report is about, one for each field of each document with a usable truth. */
  heldOut: HeldOutAnswer[];
}

export interface Alternative {
  value: string | null;
  confidence: number;
  /** {@link Page.number}; null where the value is not on a page. */
  page: number | null;
  box: Box | null;
}

export interface ExtractedField extends Alternative {
  label: string;
  /** 0..1, calibrated: how likely the value is right; for null, how likely it is that the document has none. */
  confidence: number;
  /** The words it was read from: page number and index in that page's words. */
  words: { page: number; word: number }[];
  /** The best others, at most 4, best first, no value twice. */
  alternatives: Alternative[];
}

/** A loaded model. */
export interface Extractor {
  readonly fields: FieldConfig;
  /** One entry for each field, in the order of the configuration. */
  extract(pages: readonly Page[]): ExtractedField[];
}
