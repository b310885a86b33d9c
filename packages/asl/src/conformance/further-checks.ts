import type { HistoryEvent, Json } from '../types.js';
import { difference } from './compare.js';
import type { Outcome } from './simulation.js';
import type { Expectation, TaskCall } from './test-case.js';

/** What a case says of the way to its outcome: by name of the check, what is wrong, or undefined. */
export function furtherChecks(outcome: Outcome, expect: Expectation): Record<string, string | undefined> {
  const checks: Record<string, string | undefined> = {};
  const entered = outcome.history.filter(({ type }) => type === 'stateEntered');
  if (expect.stateSequence !== undefined) {
    const names = entered.filter(({ within }) => within === undefined).map(({ state }) => state ?? '');
    checks.stateSequence = difference([...expect.stateSequence], names);
  }
  if (expect.nestedEntered !== undefined) {
    checks.nestedEntered = difference({ ...expect.nestedEntered }, countNested(entered));
  }
  if (expect.trace !== undefined) checks.trace = checkTrace(outcome.history, expect.trace);
  if (expect.taskCalls !== undefined) checks.taskCalls = checkCalls(outcome, expect);
  if (expect.evaluationFailed !== undefined) {
    const failed = outcome.history.find(({ type }) => type === 'evaluationFailed');
    const { state, location, error } = expect.evaluationFailed;
    checks.evaluationFailed = difference(
      [state, location ?? null, error],
      failed === undefined ? [] : [failed.state ?? null, failed.location ?? null, failed.error ?? null],
    );
  }
  return checks;
}

function countNested(entered: readonly HistoryEvent[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { state = '', within } of entered) {
    if (within !== undefined) counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

function checkTrace(history: readonly HistoryEvent[], trace: NonNullable<Expectation['trace']>): string | undefined {
  const visits: Record<string, Json>[] = [];
  for (const event of history.filter(({ within }) => within === undefined)) {
    if (event.type === 'stateEntered') visits.push({ state: event.state ?? '', input: event.input ?? null });
    const visit = visits.at(-1);
    if (event.type !== 'stateExited' || visit === undefined) continue;
    visit.output = event.output ?? null;
    if (event.assigned !== undefined) visit.assigned = event.assigned;
  }
  for (const [index, entry] of trace.entries()) {
    const visit = visits[index] ?? {};
    for (const field of ['state', 'input', 'output', 'assigned'] as const) {
      if (entry[field] === undefined) continue;
      const ignore = (entry.ignore ?? []).filter((pointer) => pointer.startsWith(`/${field}`));
      const wrong = difference({ [field]: entry[field] }, { [field]: visit[field] ?? null }, ignore);
      if (wrong !== undefined) return `entry ${index} ${wrong}`;
    }
  }
  return undefined;
}

function checkCalls(outcome: Outcome, expect: Expectation): string | undefined {
  const calls = outcome.started.map(
    (task): TaskCall => ({
      state: task.state,
      payload: task.input,
      ...(task.timeoutSeconds !== undefined && { timeoutInSeconds: task.timeoutSeconds }),
      ...(task.heartbeatSeconds !== undefined && { heartbeatInSeconds: task.heartbeatSeconds }),
    }),
  );
  // AWS gives the resource of an integrated service without its service: what was called is told by the state.
  const expected = (expect.taskCalls ?? []).map(({ resource: _resource, ...call }) => call as unknown as Json);
  const actual = calls as unknown as Json[];
  if (expect.taskCallsOrdered !== false) return difference(expected, actual, expect.taskCallsIgnore);
  const left = [...actual];
  for (const call of expected) {
    const index = left.findIndex((other) => difference(call, other) === undefined);
    if (index < 0) return `no call ${JSON.stringify(call)}`;
    left.splice(index, 1);
  }
  return left.length === 0 ? undefined : `call ${JSON.stringify(left[0])} was not expected`;
}
