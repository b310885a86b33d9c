import type { TrainingReport } from '@las/client';
import type { Predicted } from './predict.js';

export interface Judgement {
  document: string;
  label: string;
  value: string | null;
  confidence: number;
  /** Null: the document has none. Undefined: not known. */
  truth: string | null | undefined;
  /** Undefined where the truth is not known. */
  right: boolean | undefined;
  /** Whether the confidence reaches what the training recommends for 99 % precision of this field. */
  sure: boolean;
}

/** Compares what was predicted with what is true, field by field. */
export function judge(
  predicted: readonly Predicted[],
  { labels, report }: { labels: readonly string[]; report: TrainingReport },
): Judgement[] {
  return predicted.flatMap((item) => labels.map((label) => judgeField(item, { label, report })));
}

function judgeField(
  { document, predictions }: Predicted,
  { label, report }: { label: string; report: TrainingReport },
): Judgement {
  const candidates = predictions.filter((prediction) => prediction.label === label);
  const best = candidates.sort((a, b) => b.confidence - a.confidence)[0];
  const value = best?.value ?? null;
  const confidence = best?.confidence ?? 0;
  const known = document.groundTruth?.find((item) => item.label === label);
  const truth = known && (known.value === null ? null : String(known.value));
  const threshold = report.fields[label]?.thresholdAt99Precision ?? null;
  return {
    document: document.name,
    label,
    value,
    confidence,
    truth,
    right: truth === undefined ? undefined : isSame(value, truth),
    sure: threshold !== null && confidence >= threshold,
  };
}

/** Whether two values say the same: upper and lower case and spaces do not count. */
export function isSame(value: string | null, truth: string | null): boolean {
  if (value === null || truth === null) return value === truth;
  return essence(value) === essence(truth);
}

function essence(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
}
