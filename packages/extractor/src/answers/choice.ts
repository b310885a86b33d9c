import type { ReadText } from '../spelling/speller.js';

/** A value that a document may have, before memory and calibration. */
export interface Choice {
  /** What is compared: YYYY-MM-DD, 1234.50, digits, or the text's letters and digits in lower case. */
  key: string;
  /** As it would be answered. */
  text: string;
  /** Uncalibrated. */
  probability: number;
  /** First and last token, both included; null for a value told from the document as a whole. */
  place: { first: number; last: number } | null;
  /** The reader's confidence in the words it was read from: the lowest and the mean. */
  leastWordConfidence: number;
  meanWordConfidence: number;
  /** How it was read, for the best choice of a text field. */
  read?: ReadText;
  /** Places in the document with the value. */
  occurrences: number;
}

/** All that a model says about one field of a document. */
export interface RawPrediction {
  /** Best first, no key twice. */
  choices: Choice[];
  /** The uncalibrated probability that there is no value. */
  absent: number;
}
