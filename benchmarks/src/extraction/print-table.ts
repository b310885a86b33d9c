import type { Measures } from './measures.js';
import type { ExtractionResult } from './run.js';

const COLUMNS = ['strict', 'norm', 'near', 'ece', 'auto99'] as const;
const WIDTH = 9;

/** The result as a table for people. */
export function formatTable({ overall, fields }: Pick<ExtractionResult, 'overall' | 'fields'>): string {
  const first = Math.max(7, ...Object.keys(fields).map((label) => label.length)) + 2;
  const line = (name: string, cells: readonly string[]): string =>
    name.padEnd(first) + cells.map((cell) => cell.padStart(WIDTH)).join('');
  const rows = [...Object.entries(fields), ['overall', overall] as const];
  return [line('', COLUMNS), ...rows.map(([name, measures]) => line(name, toCells(measures)))].join('\n');
}

function toCells({ strict, norm, near, ece, auto99 }: Measures): string[] {
  const figures = [strict, norm, near, ece].map((value) => value.toFixed(1));
  return [...figures, ` ${auto99.coverage.toFixed(0)} @ ${auto99.precision.toFixed(1)}`];
}
