import type { Measures } from '../extraction/measures.js';
import type { AccentMeasures } from './accents.js';
import { byCondition, conditionName } from './conditions.js';
import type { CurvePoint } from './learning-curve.js';
import type { AccuracyResult, FileResult, GeneratedResult } from './result.js';
import type { SenderMeasures } from './summary.js';

type Row = readonly string[];

/** The result as Markdown, with the plots. */
export function formatResult(result: AccuracyResult): string {
  const { files, generated, accents } = result;
  return [
    '# Accuracy',
    MEANING,
    ...(files ? formatFiles(files) : []),
    ...(generated.length > 0 ? formatGenerated(generated) : []),
    ...(accents.length > 0 ? ['## Accented letters in pictures of invoices', formatAccents(accents)] : []),
    `Reader version ${result.readerVersion}. Made by \`npm run bench:accuracy\`.`,
    '',
  ].join('\n\n');
}

const MEANING = `All in per cent. *strict*: right as typed; *norm*: right by value (dates and amounts compared as such, text without case and
spaces); *near*: the right place was found; *ECE*: mean distance between confidence and the share that is right; *auto99*:
answers above the threshold that the training recommends for 99 % precision @ precision that they have here. Known senders
are those of documents in training; in brackets the number of test documents.`;

const LEFT_OUT = 'Within the training file, in parts of whole senders, each answered by a model trained on the others:';

function formatFiles(files: FileResult): string[] {
  const { train, test } = files.documents;
  const largest = Math.max(...files.points.map(({ size }) => size));
  return [
    `## Learning curve\n\n${train} documents to learn from, ${test} to test on; senders told by \`${files.sender}\`. Bad images are ` +
      'degraded copies of the same documents, a kind each: blur, shadow, perspective, low light, JPEG 30, skew, 100 dpi.',
    '![Learning curve](learning-curve.svg)',
    ...byCondition(files.points).flatMap(({ name, points }) => [`### ${name}`, formatCurve(points)]),
    `## Fields, ${largest} training documents`,
    formatFields(files.points.filter(({ size }) => size === largest)),
    '![Fields](fields.svg)',
    ...(files.groups.length > 0
      ? [`## Kinds of bad images, ${largest} training documents`, formatGroups(files.groups)]
      : []),
    '## Senders never seen',
    '![Senders](senders.svg)',
    ...(files.leftOut.length > 0 ? [LEFT_OUT, formatLeftOut(files.leftOut)] : []),
    '## Confidence',
    '![Reliability](reliability.svg)',
    '![Let through](let-through.svg)',
  ];
}

function formatCurve(points: readonly CurvePoint[]): string {
  return table(
    ['documents', ...MEASURES, 'known senders', 'new senders'],
    points.map(({ size, repeats, summary }) => [
      repeats > 1 ? `${size} (mean of ${repeats})` : String(size),
      ...cells(summary.overall),
      senderCell(summary.seen),
      senderCell(summary.unseen),
    ]),
  );
}

function formatFields(points: readonly CurvePoint[]): string {
  return table(
    ['field', 'from', ...MEASURES],
    points.flatMap((point) =>
      Object.entries(point.summary.fields).map(([label, measures]) => [
        label,
        conditionName(point),
        ...cells(measures),
      ]),
    ),
  );
}

function formatGroups(groups: FileResult['groups']): string {
  return table(
    ['kind', 'documents', ...MEASURES],
    groups
      .toSorted((a, b) => b.overall.norm - a.overall.norm)
      .map(({ group, documents, overall }) => [group, String(documents), ...cells(overall)]),
  );
}

function formatLeftOut(leftOut: FileResult['leftOut']): string {
  return table(
    ['from', 'documents', 'parts', ...MEASURES],
    leftOut.map(({ source, documents, folds, summary }) => [
      conditionName({ source, copies: 'clean' }),
      String(documents),
      String(folds),
      ...cells(summary.overall),
    ]),
  );
}

function formatGenerated(generated: readonly GeneratedResult[]): string[] {
  return [
    '## Made-up documents\n\nHalf of the test documents come from senders that no training document has. *absent*: values that a document does ' +
      'not have and that came back as none, of how many, and how sure these answers are.',
    '![Made-up documents](generated.svg)',
    table(
      ['kind', 'from', 'documents', ...MEASURES, 'known senders', 'new senders', 'absent'],
      generated.flatMap(({ kind, points }) =>
        points.map((point) => [
          kind,
          conditionName(point),
          String(point.size),
          ...cells(point.summary.overall),
          senderCell(point.summary.seen),
          senderCell(point.summary.unseen),
          absentCell(point.summary.absent),
        ]),
      ),
    ),
    ...generated.flatMap(({ kind, points }) => {
      const largest = Math.max(...points.map(({ size }) => size));
      const last = points.filter(({ size }) => size === largest);
      return [`### ${kind}, ${largest} training documents`, formatFields(last)];
    }),
  ];
}

function formatAccents(accents: readonly AccentMeasures[]): string {
  return table(
    ['language', 'documents', 'accented letters', 'right', 'words read', 'words with such letters read'],
    accents.map(({ language, documents, letters, right, wordRecall, accentedWordRecall }) => [
      language,
      String(documents),
      String(letters),
      figure(right),
      figure(wordRecall),
      figure(accentedWordRecall),
    ]),
  );
}

const MEASURES = ['strict', 'norm', 'near', 'ECE', 'auto99'];

function cells({ strict, norm, near, ece, auto99 }: Measures): string[] {
  return [...[strict, norm, near, ece].map(figure), `${auto99.coverage.toFixed(0)} @ ${figure(auto99.precision)}`];
}

function senderCell({ documents, norm }: SenderMeasures): string {
  return documents < 1 ? '' : `${figure(norm)} (${documents.toFixed(0)})`;
}

function absentCell({ count, right, confidence }: CurvePoint['summary']['absent']): string {
  return count === 0 ? '' : `${figure(right)} of ${count.toFixed(0)}, ${figure(confidence)} sure`;
}

function figure(value: number): string {
  return value.toFixed(1);
}

/** A Markdown table whose columns are aligned in plain text, too. */
export function table(head: Row, rows: readonly Row[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: Row) => `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}
