import { percentAxis, sizeAxis } from '../charts/axes.js';
import { type Axis, type Chart, drawChart, type Series } from '../charts/chart.js';
import { byCondition, conditionName, sizesOf } from './conditions.js';
import type { CurvePoint } from './learning-curve.js';
import type { AccuracyResult, FileResult, GeneratedResult } from './result.js';

/** All plots of a result as SVG, by file name. */
export function drawPlots({ files, generated }: AccuracyResult): Record<string, string> {
  const plots: Record<string, Chart> = {};
  if (files) {
    plots['learning-curve'] = learningCurve(files);
    plots.senders = senderCurve(files);
    plots.fields = fieldCurve(files);
    plots.reliability = reliability(files);
    plots['let-through'] = letThrough(files);
  }
  if (generated.length > 0) plots.generated = generatedCurve(generated);
  return Object.fromEntries(Object.entries(plots).map(([name, chart]) => [`${name}.svg`, drawChart(chart)]));
}

function lines(
  points: readonly CurvePoint[],
  pick: (point: CurvePoint) => number,
  look: Omit<Series, 'points'>,
): Series {
  return { ...look, points: points.map((point) => [point.size, pick(point)]) };
}

function withAxes(title: string, sizes: readonly number[], label: string, series: readonly Series[]): Chart {
  const values = series.flatMap(({ points }) => points.map(([, y]) => y));
  return { title, x: sizeAxis(sizes), y: percentAxis(label, values), series };
}

const RIGHT = 'values right, %';

function learningCurve(files: FileResult): Chart {
  const series = byCondition(files.points).map(({ name, points }, color) =>
    lines(points, ({ summary }) => summary.overall.norm, { name, color }),
  );
  return withAxes('Right values by training documents', sizesOf(files), RIGHT, series);
}

function senderCurve(files: FileResult): Chart {
  const series = byCondition(files.points).flatMap(({ name, points }, color) => [
    lines(
      points.filter(({ summary }) => summary.seen.documents >= 1),
      ({ summary }) => summary.seen.norm,
      { name: `${name}, known`, color },
    ),
    lines(
      points.filter(({ summary }) => summary.unseen.documents >= 1),
      ({ summary }) => summary.unseen.norm,
      { name: `${name}, new`, color, dashed: true },
    ),
  ]);
  return withAxes('Senders known from training, and new ones', sizesOf(files), RIGHT, series);
}

function fieldCurve(files: FileResult): Chart {
  const all = byCondition(files.points);
  const { name, points } = all.find((condition) => condition.name === 'images') ?? all[0] ?? { name: '', points: [] };
  const labels = Object.keys(points[0]?.summary.fields ?? {});
  const series = labels.map((label, color) =>
    lines(points, ({ summary }) => summary.fields[label]?.norm ?? 0, { name: label, color }),
  );
  return withAxes(`Each field, ${name}`, sizesOf(files), RIGHT, series);
}

function reliability(files: FileResult): Chart {
  const share: Axis = percentAxis('', [0]);
  return {
    title: `Confidence against being right, ${Math.max(...sizesOf(files))} training documents`,
    x: { ...share, label: 'confidence, %' },
    y: { ...share, label: 'right, %' },
    guide: [
      [0, 0],
      [100, 100],
    ],
    series: files.confidence.map((curve, color) => ({
      name: conditionName(curve),
      color,
      points: curve.reliability
        .filter(({ count }) => count >= FEWEST_IN_BIN)
        .map(({ confidence, right }) => [confidence, right] as const),
    })),
  };
}

/** A tenth with fewer answers says nothing about a share. */
const FEWEST_IN_BIN = 5;

function letThrough(files: FileResult): Chart {
  const series = files.confidence.map(
    (curve, color): Series => ({
      name: conditionName(curve),
      color,
      marks: false,
      points: curve.tradeOff.map(({ coverage, precision }) => [coverage, precision] as const),
    }),
  );
  const values = series.flatMap(({ points }) => points.map(([, y]) => y));
  return {
    title: 'Answers let through by confidence, and how many of them are right',
    x: { ...percentAxis('let through, %', [0]) },
    y: percentAxis('right of these, %', values),
    guide: [
      [0, 99],
      [100, 99],
    ],
    series,
  };
}

function generatedCurve(generated: readonly GeneratedResult[]): Chart {
  const series = generated.flatMap(({ kind, points }, color) =>
    byCondition(points).map((condition) =>
      lines(condition.points, ({ summary }) => summary.overall.norm, {
        name: `${kind}, ${condition.name}`,
        color,
        dashed: condition.name !== 'text given',
      }),
    ),
  );
  const sizes = [...new Set(generated.flatMap(sizesOf))];
  return withAxes('Made-up documents of four kinds', sizes, RIGHT, series);
}
