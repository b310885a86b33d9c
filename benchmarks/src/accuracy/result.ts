import type { AccentMeasures } from './accents.js';
import type { Curve, Source } from './learning-curve.js';
import type { Summary } from './summary.js';

/** Figures of documents from files: all in per cent but for counts. */
export interface FileResult extends Curve {
  documents: { train: number; test: number };
  /** Label whose value is the sender. */
  sender: string;
  /** Within the training file, whole senders left out of training. */
  leftOut: { source: Source; folds: number; documents: number; summary: Summary }[];
}

/** Figures of one kind of generated documents. */
export interface GeneratedResult extends Curve {
  kind: string;
  documents: { train: number; test: number };
}

/** What `accuracy.json` holds. */
export interface AccuracyResult {
  readerVersion: string;
  files: FileResult | null;
  generated: GeneratedResult[];
  /** Pictures of the generated invoices that are tested on. */
  accents: AccentMeasures[];
}
