import type { Result } from './flow.js';

const shown = (value: string | null | undefined) => value ?? '–';

function valueText({ values, checked }: Result, label: string): string {
  const value = values[label];
  if (!checked || !(label in checked)) return `${label} ${shown(value)}`;
  return checked[label] === value
    ? `${label} ${shown(value)} (confirmed)`
    : `${label} ${shown(value)} → ${shown(checked[label])} (corrected)`;
}

function countRight(results: readonly Result[]): string {
  const all = results.flatMap(({ document, values }) =>
    Object.entries(document.truth).map(([label, truth]) => truth === values[label]),
  );
  return `${all.filter((right) => right).length} of their ${all.length} values are right`;
}

/** One line a document: what was found, and what became of it. */
export function formatResults(results: readonly Result[]): string[] {
  const width = Math.max(...results.map(({ document }) => document.name.length));
  return results.map((result) => {
    const way = result.checked ? 'checked          ' : 'straight through ';
    const values = Object.keys(result.document.truth).map((label) => valueText(result, label));
    return `${result.document.name.padEnd(width)}  ${way}  ${values.join(', ')}`;
  });
}

/** What went straight through, and what people had to do. */
export function formatSummary(results: readonly Result[]): string[] {
  const straight = results.filter(({ checked }) => !checked);
  const checks = results.flatMap(({ values, checked = {} }) =>
    Object.entries(checked).map(([label, value]) => value === values[label]),
  );
  const corrected = checks.filter((confirmed) => !confirmed).length;
  return [
    `${straight.length} of ${results.length} documents went straight through; ${countRight(straight)}.`,
    `${results.length - straight.length} were checked: ${checks.length} values, of which ${corrected} were corrected.`,
  ];
}
