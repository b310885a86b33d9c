import type { TrainingReport } from '@las/client';
import type { Judgement } from '../stages/judge.js';
import type { Predicted } from '../stages/predict.js';
import type { Refused } from '../stages/upload.js';
import type { Timing } from './stages.js';
import { type Cell, formatTable } from './table.js';
import type { Terminal } from './terminal.js';

const none = '–';

/** One line a field of each document: what was found, how sure, what is true. */
export function formatJudgements(judgements: readonly Judgement[], terminal: Terminal): string[] {
  const columns = [
    { title: 'document', narrowest: 12 },
    { title: 'field', narrowest: 8 },
    { title: 'value', narrowest: 12 },
    { title: 'confidence', align: 'right' },
    { title: 'truth', narrowest: 12 },
    { title: '' },
  ] as const;
  const rows = judgements.map((judgement, index): Cell[] => [
    judgement.document === judgements[index - 1]?.document ? '' : judgement.document,
    judgement.label,
    judgement.value ?? none,
    { text: percent(judgement.confidence), paint: judgement.sure ? 'green' : 'yellow' },
    judgement.truth === undefined ? '' : (judgement.truth ?? none),
    verdictOf(judgement.right),
  ]);
  return formatTable(columns, rows, terminal);
}

function verdictOf(right: boolean | undefined): Cell {
  if (right === undefined) return '';
  return right ? { text: 'right', paint: 'green' } : { text: 'wrong', paint: 'red' };
}

/** Per field and over all: how many were right, and how far confidence can be relied upon. */
export function formatSummary(judgements: readonly Judgement[], report: TrainingReport, terminal: Terminal): string[] {
  const known = judgements.filter((judgement) => judgement.right !== undefined);
  if (known.length === 0) return ['None of these documents has true values to compare with.'];
  const columns = [
    { title: 'field' },
    { title: 'right', align: 'right' },
    { title: 'expected', align: 'right' },
    { title: 'threshold', align: 'right' },
    { title: 'above it', align: 'right' },
    { title: 'of these right', align: 'right' },
  ] as const;
  const rows = Object.keys(report.fields).map((label) => {
    const { accuracy, thresholdAt99Precision: threshold } = report.fields[label] ?? report.overall;
    const own = known.filter((judgement) => judgement.label === label);
    return [
      label,
      share(rightOf(own), own),
      percent(accuracy),
      threshold === null ? none : percent(threshold),
      ...sureCells(own),
    ];
  });
  rows.push(['all', share(rightOf(known), known), percent(report.overall.accuracy), '', ...sureCells(known)]);
  return [
    ...formatTable(columns, rows, terminal),
    '',
    'expected: measured while training, each document by a model that had not seen it.',
    'threshold: the confidence that the training recommends where 99 of 100 accepted values have to be right;',
    'what is below it would go to a person.',
  ];
}

function sureCells(judgements: readonly Judgement[]): [string, string] {
  const sure = judgements.filter((judgement) => judgement.sure);
  return [share(sure, judgements), sure.length === 0 ? none : share(rightOf(sure), sure)];
}

function rightOf(judgements: readonly Judgement[]): Judgement[] {
  return judgements.filter((judgement) => judgement.right === true);
}

export function formatTimings(timings: readonly Timing[], terminal: Terminal): string[] {
  const total = timings.reduce((sum, timing) => sum + timing.seconds, 0);
  const rows = [...timings, { title: 'In all', seconds: total }].map(({ title, seconds }) => [
    title,
    seconds.toFixed(1),
  ]);
  return formatTable([{ title: 'stage' }, { title: 'seconds', align: 'right' }], rows, terminal);
}

/** How long a document took from the request to the answer, by type. */
export function formatPredictionTimes(predicted: readonly Predicted[]): string[] {
  const types = [...new Set(predicted.map(({ document }) => document.contentType))].sort();
  const medians = types.map((type) => {
    const times = predicted.filter(({ document }) => document.contentType === type).map(({ seconds }) => seconds);
    return `${medianOf(times).toFixed(2)} s for ${type}`;
  });
  if (medians.length === 0) return [];
  return [`A prediction took ${medians.join(', ')} (median, reading included, four at a time).`];
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** What could not be used, and why. */
export function formatRefused(refused: readonly Refused[]): string[] {
  return refused.map(({ document, reason }) => `! ${document.name} was left out: ${reason}`);
}

function share(part: readonly unknown[], whole: readonly unknown[]): string {
  if (whole.length === 0) return none;
  return `${part.length} of ${whole.length} = ${percent(part.length / whole.length)}`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
