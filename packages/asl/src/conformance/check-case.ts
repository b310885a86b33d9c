import { parse } from '../definition/parse.js';
import type { Json, Moment } from '../types.js';
import { difference } from './compare.js';
import { furtherChecks } from './further-checks.js';
import { type Outcome, simulate } from './simulation.js';
import type { TestCase } from './test-case.js';

/** What came of a case. */
export interface CaseResult {
  readonly id: string;
  readonly group: string;
  readonly passed: boolean;
  readonly why?: string;
  /** Further checks that a case has, and what is wrong with them; these do not decide whether it passes. */
  readonly further: Readonly<Record<string, string | undefined>>;
}

const statuses = { succeeded: 'SUCCEEDED', failed: 'FAILED', timedOut: 'TIMED_OUT', running: 'RUNNING' };

/** Runs a case and compares. Never rejects. */
export async function checkCase(testCase: TestCase): Promise<CaseResult> {
  const { id, group } = testCase;
  try {
    const { why, further } = await check(testCase);
    return { id, group, passed: why === undefined, ...(why !== undefined && { why }), further };
  } catch (error) {
    return { id, group, passed: false, why: `threw: ${error instanceof Error ? error.message : error}`, further: {} };
  }
}

async function check(testCase: TestCase): Promise<{ why: string | undefined; further: CaseResult['further'] }> {
  const { definition, type = 'STANDARD', expect } = testCase;
  // TestState takes a state by itself and asks for no type of machine: what EXPRESS machines cannot do is no matter there.
  const parsed = parse(definition, expect.testStateStatus === undefined ? { type } : {});
  if (testCase.kind === 'validation') {
    const invalid = 'problems' in parsed;
    const why = invalid === expect.invalid ? undefined : invalid ? `was refused: ${firstOf(parsed)}` : 'was accepted';
    return { why, further: {} };
  }
  if ('problems' in parsed) return { why: `was refused: ${firstOf(parsed)}`, further: {} };
  const outcome = await simulate(parsed.machine, testCase, newMoment());
  return { why: compareOutcome(outcome, testCase), further: furtherChecks(outcome, expect) };
}

function firstOf({ problems }: { problems: { pointer: string; message: string }[] }): string {
  return problems
    .map(({ pointer, message }) => `${pointer} ${message}`)
    .slice(0, 2)
    .join('; ');
}

/** A made-up now, later than all that was recorded. */
function newMoment(): Moment & { now: number } {
  let draws = 0;
  const next = () => {
    draws += 1;
    return draws;
  };
  return {
    now: Date.UTC(2030, 0, 1),
    random: () => (next() * 0.618_033_988_75) % 1,
    uuid: () => `00000000-0000-4000-8000-${next().toString(16).padStart(12, '0')}`,
  };
}

function compareOutcome({ state, unreached }: Outcome, { expect }: TestCase): string | undefined {
  const status = statuses[state.status];
  const found = state.status === 'succeeded' ? '' : ` (${state.error ?? 'no error'}: ${state.cause ?? 'no cause'})`;
  if (status !== expect.status) return `status: ${expect.status} expected, ${status} found${found}`;
  if (unreached.length > 0) return `called ${unreached.join(', ')}, which had not to be reached`;
  if (status === 'SUCCEEDED') {
    return Object.hasOwn(expect, 'output')
      ? prefixed('output ', difference(expect.output as Json, state.output, expect.ignore))
      : undefined;
  }
  if (expect.error !== undefined && expect.error !== state.error) {
    return `error: ${expect.error} expected, ${state.error} found${found}`;
  }
  if (expect.causeMatch !== 'exact' || expect.cause === undefined) return undefined;
  return prefixed('cause ', difference(expect.cause, state.cause));
}

function prefixed(prefix: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : prefix + text;
}
