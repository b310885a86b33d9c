import fc from 'fast-check';
import type { JsonObject } from '../types.js';
import { lambda } from './player.js';

/** A state without its place in a chain, and the machines inside of it still without names. */
type Draft = (name: string, fresh: () => string) => JsonObject;

const retry = fc.option(
  fc.record({
    ErrorEquals: fc.constantFrom(['States.ALL'], ['Boom'], ['States.Timeout', 'Bang']),
    MaxAttempts: fc.nat(2),
    IntervalSeconds: fc.integer({ min: 1, max: 3 }),
    JitterStrategy: fc.constantFrom('FULL', 'NONE'),
  }),
  { nil: undefined },
);
const catches = fc.option(
  fc.constantFrom<JsonObject[]>(
    [{ ErrorEquals: ['Boom'], ResultPath: '$.error', Assign: { 'caught.$': '$.Error' } }],
    [{ ErrorEquals: ['States.ALL'], ResultPath: null }],
  ),
  { nil: undefined },
);

const plain = fc.constantFrom<JsonObject>(
  { Type: 'Pass', Parameters: { 'kept.$': '$', seen: true } },
  { Type: 'Pass', Result: { x: [1, 2] }, ResultPath: '$.made', Assign: { made: 1 } },
  {
    Type: 'Pass',
    Parameters: { 'dice.$': 'States.MathRandom(1, 100)', 'id.$': 'States.UUID()', 'name.$': '$$.State.Name' },
  },
  { Type: 'Pass', InputPath: '$.nowhere' },
  {
    Type: 'Pass',
    QueryLanguage: 'JSONata',
    Output: '{% {"was": $states.input, "n": $count($keys($states.context))} %}',
  },
  { Type: 'Wait', Seconds: 5 },
  { Type: 'Wait', Seconds: 0 },
);

const task = fc
  .record({
    timeout: fc.option(fc.integer({ min: 10, max: 20 }), { nil: undefined }),
    heartbeat: fc.option(fc.integer({ min: 2, max: 9 }), { nil: undefined }),
    retry,
    catches,
  })
  .map(({ timeout, heartbeat, ...handling }): [JsonObject, typeof handling] => [
    {
      Type: 'Task',
      Resource: lambda,
      ResultPath: '$.result',
      ...(timeout !== undefined && { TimeoutSeconds: timeout }),
      ...(heartbeat !== undefined && { HeartbeatSeconds: heartbeat }),
    },
    handling,
  ]);

const { chain } = fc.letrec<{ chain: Draft[]; state: Draft }>((tie) => ({
  chain: fc.array(tie('state'), { minLength: 1, maxLength: 4, depthIdentifier: 'machine' }),
  state: fc.oneof(
    { depthSize: 'small', depthIdentifier: 'machine', maxDepth: 2 },
    plain.map(
      (fields): Draft =>
        () =>
          fields,
    ),
    task.map(
      ([fields, { retry: rule, catches: catchers }]): Draft =>
        () =>
          handled(fields, rule, catchers),
    ),
    fc.constant<Draft>(() => ({ Type: 'Fail', Error: 'Boom', Cause: 'as drawn' })),
    fc.record({ branches: fc.array(tie('chain'), { minLength: 1, maxLength: 3 }), retry, catches }).map(
      ({ branches, retry: rule, catches: catchers }): Draft =>
        (_, fresh) =>
          handled({ Type: 'Parallel', Branches: branches.map((drafts) => assemble(drafts, fresh)) }, rule, catchers),
    ),
    fc
      .record({
        drafts: tie('chain'),
        items: fc.integer({ min: 0, max: 5 }),
        concurrency: fc.nat(3),
        tolerated: fc.option(fc.nat(2), { nil: undefined }),
        retry,
        catches,
      })
      .map(
        ({ drafts, items, concurrency, tolerated, retry: rule, catches: catchers }): Draft =>
          (_, fresh) =>
            handled(
              {
                Type: 'Map',
                ItemsPath: `$$.Execution.Input.lists[${items}]`,
                ItemSelector: { 'value.$': '$$.Map.Item.Value', 'at.$': '$$.Map.Item.Index' },
                MaxConcurrency: concurrency,
                ...(tolerated !== undefined && { ToleratedFailureCount: tolerated }),
                ItemProcessor: assemble(drafts, fresh),
              },
              rule,
              catchers,
            ),
      ),
  ),
}));

function handled(fields: JsonObject, rule: object | undefined, catchers: JsonObject[] | undefined): JsonObject {
  return {
    ...fields,
    ...(rule !== undefined && { Retry: [rule as JsonObject] }),
    ...(catchers !== undefined && { Catch: catchers }),
  };
}

/** Chains states; catchers lead to the next, the last ends, and what fails for good ends early. */
function assemble(drafts: readonly Draft[], fresh: () => string): JsonObject {
  const names = drafts.map(() => fresh());
  const states = drafts.map((draft, index): [string, JsonObject] => {
    const name = names[index] ?? '';
    const fields = draft(name, fresh);
    const next = names[index + 1];
    if (fields.Type === 'Fail') {
      return [name, next === undefined ? fields : { Type: 'Choice', Choices: [chance(next)], Default: next }];
    }
    const caught = (fields.Catch as JsonObject[] | undefined)?.map((catcher) => ({ ...catcher, Next: next ?? name }));
    const { Catch: _unplaced, ...rest } = fields;
    const placed = caught === undefined || next === undefined ? rest : { ...rest, Catch: caught };
    return [name, next === undefined ? { ...placed, End: true } : { ...placed, Next: next }];
  });
  return { StartAt: names[0] ?? '', States: Object.fromEntries(states) };
}

function chance(next: string): JsonObject {
  return { Variable: '$$.Execution.Name', StringEquals: 'one', Next: next };
}

/** Machines of all kinds of states, nested, that end whatever happens: no state leads back. */
export const arbitraryMachine: fc.Arbitrary<JsonObject> = chain.map((drafts) => {
  let count = 0;
  return assemble(drafts, () => {
    count += 1;
    return `S${count}`;
  });
});

/** What those machines want for input. */
export const arbitraryInput: fc.Arbitrary<JsonObject> = fc.record({
  n: fc.integer(),
  lists: fc.constant([[], [1], [1, 2], ['a', null, {}], [1, 2, 3, 4], [[1], [2], [3], [4], [5]]]),
});
