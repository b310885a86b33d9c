import type { FieldConfig, TrainingReport } from '@las/extractor';
import { type Measures, measureAll, measureField, type Outcome } from '../extraction/measures.js';

/** What one model answered on test documents. */
export interface ModelRun {
  outcomes: readonly Outcome[];
  /** Of its training, which recommends the thresholds. */
  report: TrainingReport;
  /** Senders of the documents it was trained on. */
  knownSenders: ReadonlySet<string>;
}

/** Agreement in per cent on the test documents of some senders, and how many these are (the mean over runs). */
export interface SenderMeasures {
  documents: number;
  strict: number;
  norm: number;
  near: number;
}

/** All in per cent but for counts. */
export interface Summary {
  overall: Measures;
  fields: Record<string, Measures>;
  /** Senders that training documents had, and others. */
  seen: SenderMeasures;
  unseen: SenderMeasures;
  /** Values that documents do not have: how many there are, how many came back as none, and how sure such answers are. */
  absent: { count: number; right: number; confidence: number };
}

/** Figures of several models on the same test documents: agreement and calibration are means, what passes a threshold is counted. */
export function summarise(
  runs: readonly ModelRun[],
  config: FieldConfig,
  senders: ReadonlyMap<string, string>,
): Summary {
  const fields: Record<string, Measures> = {};
  for (const label of Object.keys(config)) {
    const parts = runs.map(({ outcomes, report }) => ({
      outcomes: outcomes.filter((outcome) => outcome.label === label),
      threshold: report.fields[label]?.thresholdAt99Precision ?? null,
    }));
    fields[label] = average(parts, (part) => measureField(part.outcomes, part.threshold));
  }
  const all = runs.map(({ outcomes, report }) => ({ outcomes, threshold: report.overall.thresholdAt99Precision }));
  return {
    overall: average(all, ({ outcomes, threshold }) =>
      measureAll(fieldMeasures(outcomes, config), outcomes, threshold),
    ),
    fields,
    seen: ofSenders(runs, config, (run, id) => run.knownSenders.has(senders.get(id) ?? '')),
    unseen: ofSenders(runs, config, (run, id) => !run.knownSenders.has(senders.get(id) ?? '')),
    absent: absentValues(
      runs.flatMap(({ outcomes }) => outcomes),
      runs.length,
    ),
  };
}

interface Judged {
  outcomes: readonly Outcome[];
  threshold: number | null;
}

function average(parts: readonly Judged[], measure: (part: Judged) => Measures): Measures {
  const measures = parts.map(measure);
  const passed = parts.flatMap(({ outcomes, threshold }) =>
    outcomes.filter(({ value, confidence }) => value !== null && threshold !== null && confidence >= threshold),
  );
  const right = passed.filter(({ comparison }) => comparison.norm).length;
  return {
    strict: mean(measures.map(({ strict }) => strict)),
    norm: mean(measures.map(({ norm }) => norm)),
    near: mean(measures.map(({ near }) => near)),
    ece: mean(measures.map(({ ece }) => ece)),
    auto99: {
      coverage: mean(measures.map(({ auto99 }) => auto99.coverage)),
      precision: passed.length === 0 ? 100 : (100 * right) / passed.length,
    },
  };
}

function fieldMeasures(outcomes: readonly Outcome[], config: FieldConfig): Record<string, Measures> {
  return Object.fromEntries(
    Object.keys(config).map((label) => [
      label,
      measureField(
        outcomes.filter((outcome) => outcome.label === label),
        null,
      ),
    ]),
  );
}

function ofSenders(
  runs: readonly ModelRun[],
  config: FieldConfig,
  belongs: (run: ModelRun, documentId: string) => boolean,
): SenderMeasures {
  const parts = runs.map((run) => run.outcomes.filter(({ documentId }) => belongs(run, documentId)));
  const documents = parts.map((outcomes) => new Set(outcomes.map(({ documentId }) => documentId)).size);
  const { strict, norm, near } = measureAll(fieldMeasures(parts.flat(), config), [], null);
  return { documents: mean(documents), strict, norm, near };
}

function absentValues(outcomes: readonly Outcome[], runs: number): Summary['absent'] {
  const absent = outcomes.filter(({ truth }) => truth === null);
  const right = absent.filter(({ value }) => value === null);
  return {
    count: absent.length / Math.max(1, runs),
    right: absent.length === 0 ? 100 : (100 * right.length) / absent.length,
    confidence: 100 * mean(right.map(({ confidence }) => confidence)),
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
