import type { Comparison, FieldReport, Training } from './shapes.js';

const mostProblems = 20;
const longestText = 40;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const threshold = (value: number | null): string => (value === null ? '–' : value.toFixed(3));
const short = (text: string): string => (text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text);

/** Lines of columns as wide as their widest cell; the first row is the head. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function fieldRow(label: string, field: FieldReport): string[] {
  return [
    label,
    String(field.documents),
    percent(field.accuracy),
    percent(field.coverageAt95Precision),
    threshold(field.thresholdAt95Precision),
    percent(field.coverageAt99Precision),
    threshold(field.thresholdAt99Precision),
    percent(field.calibration.expectedCalibrationError),
  ];
}

function describeTradeOffs(fields: readonly (readonly [string, FieldReport])[]): string[] {
  const rows = fields.flatMap(([label, { tradeOff }]) =>
    tradeOff.map((point) => [label, threshold(point.threshold), percent(point.coverage), percent(point.precision)]),
  );
  return rows.length === 0 ? [] : ['', ...table([['Field', 'Threshold', 'Let through', 'Right of these'], ...rows])];
}

function describeProblems(problems: NonNullable<Training['report']>['labelProblems']): string[] {
  if (problems.length === 0) return [];
  const rows = problems
    .slice(0, mostProblems)
    .map(({ documentId, label, value, nearestText, reason }) => [
      documentId,
      label,
      reason,
      short(value),
      short(nearestText ?? '–'),
    ]);
  const more = problems.length - rows.length;
  return [
    '',
    'True values to look at first',
    ...table([['Document', 'Field', 'Reason', 'Given', 'Nearest'], ...rows]),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ];
}

function describeComparison(comparison: Comparison | null): string[] {
  if (!comparison) return [];
  const { known, added, changed, removed } = comparison.documents;
  const rows = Object.entries(comparison.fields).map(([label, field]) => [
    label,
    field.verdict,
    ...[field.known, field.fresh].flatMap(({ documents, accuracyBefore, accuracyAfter }) => [
      String(documents),
      documents === 0 ? '–' : `${percent(accuracyBefore)} → ${percent(accuracyAfter)}`,
    ]),
  ]);
  const named = (['addedFields', 'removedFields', 'changedFields'] as const)
    .filter((kind) => comparison[kind].length > 0)
    .map((kind) => `${kind.replace('Fields', ' fields')}: ${comparison[kind].join(', ')}`);
  return [
    '',
    `Against ${comparison.trainingId}: ${comparison.reason}`,
    `Documents: ${known} known, ${added} added, ${changed} changed, ${removed} removed`,
    ...table([['Field', 'Verdict', 'Known', 'right before → now', 'New', 'right before → now'], ...rows]),
    ...named,
  ];
}

/**
 * A training as text for a terminal: how it stands, the figures and thresholds of each field, what else could be let through, true values
 * to look at, and what changed against the version before. Lines are parted by `\n`.
 *
 * It is not part of what browsers load: import it from `@las/client/describe-training`.
 *
 * @example
 * console.log(describeTraining(await client.getTraining(modelId, trainingId)));
 */
export function describeTraining(training: Training): string {
  const { trainingId, status, progress, activity, message, serving, automatic, report } = training;
  const how = [automatic ? 'automatic' : null, serving ? 'serving' : null].filter((word) => word !== null);
  const head = [
    `${trainingId}: ${status}${how.length > 0 ? ` (${how.join(', ')})` : ''}`,
    ...(status === 'running' ? [`${percent(progress)} ${activity ?? ''}`.trimEnd()] : []),
    ...(message === null ? [] : [message]),
  ];
  if (!report) return head.join('\n');
  const fields = Object.entries(report.fields);
  const titles = ['Field', 'Documents', 'Right', 'At 95 %', 'from', 'At 99 %', 'from', 'Calibration error'];
  const { used, skipped } = report.documents;
  return [
    ...head,
    `${used} documents used, ${skipped.length} skipped`,
    ...table([titles, ...fields.map(([label, field]) => fieldRow(label, field)), fieldRow('all', report.overall)]),
    ...describeTradeOffs(fields),
    ...describeProblems(report.labelProblems),
    ...describeComparison(report.comparison),
  ].join('\n');
}
