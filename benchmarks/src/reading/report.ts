import type { DocumentMeasures } from './measures.js';

/** What the benchmark writes; shares in per cent. */
export interface ReadingReport {
  overall: {
    wordRecall: number;
    wordPrecision: number;
    medianCer: number;
    cpuSecondsPerPage: number;
    peakRssMb: number;
  };
  /** By label: the share of values that stand verbatim in what was read. */
  found: Record<string, number>;
}

export interface Cost {
  cpuSeconds: number;
  pages: number;
  peakRssMb: number;
}

/** Words are pooled over all documents; the character error rate is the median of the documents'. */
export function summarise(measures: readonly DocumentMeasures[], cost: Cost): ReadingReport {
  const sum = (pick: (words: DocumentMeasures['words']) => number) =>
    measures.reduce((total, { words }) => total + pick(words), 0);
  const same = sum((words) => words.same);
  return {
    overall: {
      wordRecall: percent(
        same,
        sum((words) => words.expected),
      ),
      wordPrecision: percent(
        same,
        sum((words) => words.read),
      ),
      medianCer: round(median(measures.map(({ characterErrorRate }) => characterErrorRate)) * 100),
      cpuSecondsPerPage: round(cost.cpuSeconds / Math.max(1, cost.pages)),
      peakRssMb: Math.round(cost.peakRssMb),
    },
    found: foundByLabel(measures),
  };
}

/** The report as a table to read. */
export function formatReport({ overall, found }: ReadingReport): string {
  const rows: [string, string][] = [
    ['word recall', `${overall.wordRecall} %`],
    ['word precision', `${overall.wordPrecision} %`],
    ['median character error rate', `${overall.medianCer} %`],
    ...Object.entries(found).map(([label, share]): [string, string] => [`${label} found verbatim`, `${share} %`]),
    ['CPU a page', `${overall.cpuSecondsPerPage} s`],
    ['peak memory', `${overall.peakRssMb} MB`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value.padStart(8)}`).join('\n');
}

function foundByLabel(measures: readonly DocumentMeasures[]): Record<string, number> {
  const counts = new Map<string, { found: number; all: number }>();
  for (const { label, found } of measures.flatMap((document) => document.found)) {
    const count = counts.get(label) ?? { found: 0, all: 0 };
    counts.set(label, { found: count.found + (found ? 1 : 0), all: count.all + 1 });
  }
  return Object.fromEntries([...counts].map(([label, { found, all }]) => [label, percent(found, all)]));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

function percent(part: number, whole: number): number {
  return round((part / Math.max(1, whole)) * 100);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
