import type { CaseResult } from './check-case.js';

/** What is written with `--json`. */
export interface Report {
  /** Per cent of the cases that pass. */
  readonly overall: number;
  /** Per cent, each group counted alike. */
  readonly macro: number;
  readonly cases: readonly { id: string; group: string; passed: boolean; why?: string }[];
}

export function reportOf(results: readonly CaseResult[]): Report {
  const shares = groupsOf(results).map(([, group]) => share(group));
  return {
    overall: share(results),
    macro: shares.length === 0 ? 0 : shares.reduce((sum, one) => sum + one, 0) / shares.length,
    cases: results.map(({ id, group, passed, why }) => ({ id, group, passed, ...(why !== undefined && { why }) })),
  };
}

/** A table for people. */
export function describe(results: readonly CaseResult[]): string {
  const { overall, macro } = reportOf(results);
  const groups = groupsOf(results);
  const width = Math.max(...groups.map(([name]) => name.length), 'group'.length);
  return [
    `${'group'.padEnd(width)}  passed   of`,
    ...groups.map(
      ([name, group]) =>
        `${name.padEnd(width)}  ${passes(group).toString().padStart(6)} ${group.length.toString().padStart(4)}`,
    ),
    '',
    ...results.flatMap(({ id, why }) => (why === undefined ? [] : [`not passed: ${id}\n  ${why}`])),
    '',
    `overall ${overall.toFixed(2)} % (${passes(results)} of ${results.length}), macro-average ${macro.toFixed(2)} %`,
    '',
    'further checks, which do not count:',
    ...furtherLines(results),
  ].join('\n');
}

function furtherLines(results: readonly CaseResult[]): string[] {
  const checks = results.flatMap(({ id, further }) =>
    Object.entries(further).map(([name, wrong]) => ({ id, name, wrong })),
  );
  const names = [...new Set(checks.map(({ name }) => name))];
  return names.flatMap((name) => {
    const ofName = checks.filter((check) => check.name === name);
    const wrong = ofName.filter((check) => check.wrong !== undefined);
    return [
      `  ${name}: ${ofName.length - wrong.length} of ${ofName.length}`,
      ...wrong.map((check) => `    ${check.id}: ${check.wrong}`),
    ];
  });
}

function groupsOf(results: readonly CaseResult[]): [string, CaseResult[]][] {
  const groups = new Map<string, CaseResult[]>();
  for (const result of results) groups.set(result.group, [...(groups.get(result.group) ?? []), result]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function passes(results: readonly CaseResult[]): number {
  return results.filter(({ passed }) => passed).length;
}

function share(results: readonly CaseResult[]): number {
  return results.length === 0 ? 0 : (100 * passes(results)) / results.length;
}
