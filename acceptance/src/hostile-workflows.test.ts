import type { Client, JsonObject } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { machine, outcomeOf, runFlow, task } from './service/flows.js';
import { newClient } from './service/organization.js';
import { sendRaw } from './service/raw-request.js';

let client: Client;
beforeAll(async () => {
  client = await newClient();
});

const pass = (more: JsonObject = {}): JsonObject => ({ Type: 'Pass', End: true, ...more });

/** A machine that is nested so many Parallel states deep. */
function nested(depth: number): JsonObject {
  let inner = machine({ Innermost: pass() });
  for (let level = 0; level < depth; level += 1) {
    inner = machine({ [`Level ${level}`]: { Type: 'Parallel', Branches: [inner], End: true } });
  }
  return inner;
}

const chain = (length: number): JsonObject =>
  machine(
    Object.fromEntries(
      Array.from({ length }, (_, n) => [`S${n}`, n === length - 1 ? pass() : { Type: 'Pass', Next: `S${n + 1}` }]),
    ),
  );

/** As a rule of a Choice, nested in And so many times. */
function nestedRule(depth: number): JsonObject {
  let rule: JsonObject = { Variable: '$.a', IsNull: true };
  for (let level = 0; level < depth; level += 1) rule = { And: [rule] };
  return rule;
}

/** Sends a definition as text, since some are beyond what JSON.stringify takes. */
const create = (definition: string) =>
  sendRaw(client.credentials, {
    method: 'POST',
    path: '/workflows',
    body: `{"specification":{"definition":${definition}}}`,
  });

async function expectToServe(): Promise<void> {
  expect(await runFlow(client, machine({ A: pass() }), { a: 1 })).toMatchObject({ status: 'succeeded' });
}

describe('a definition that means harm', () => {
  it.each<[string, () => string]>([
    ['is nested 15 states deep', () => JSON.stringify(nested(15))],
    ['is nested 500 states deep', () => JSON.stringify(nested(500))],
    ['is nested deeper than any stack', () => `{"a":${'['.repeat(150_000)}${']'.repeat(150_000)}}`],
    ['is one of many megabytes', () => JSON.stringify(machine({ A: pass({ Result: 'x'.repeat(3_000_000) }) }))],
    ['has 20,000 states', () => JSON.stringify(chain(20_000))],
    [
      'has a path of 100,000 steps',
      () => JSON.stringify(machine({ A: pass({ InputPath: `$${'.a'.repeat(100_000)}` }) })),
    ],
    [
      'has a path of 20,000 brackets',
      () => JSON.stringify(machine({ A: pass({ InputPath: `$${'['.repeat(20_000)}` }) })),
    ],
    [
      'has intrinsics in one another 5,000 times',
      () => {
        const call = `${'States.Array('.repeat(5_000)}1${')'.repeat(5_000)}`;
        return JSON.stringify(machine({ A: pass({ Parameters: { 'a.$': call } }) }));
      },
    ],
    [
      'has JSONata in 5,000 parentheses',
      () => {
        const Output = `{% ${'('.repeat(5_000)}1${')'.repeat(5_000)} %}`;
        return JSON.stringify(machine({ A: pass({ Output }) }, { QueryLanguage: 'JSONata' }));
      },
    ],
    [
      'has rules in one another 40 times',
      () => JSON.stringify(machine({ A: { Type: 'Choice', Choices: [{ ...nestedRule(40), Next: 'B' }] }, B: pass() })),
    ],
    [
      'calls its states like what objects have',
      () => '{"StartAt":"__proto__","States":{"__proto__":{"Type":"Succeed"}}}',
    ],
    ['has a state called constructor', () => JSON.stringify(machine({ constructor: pass(), toString: pass() }))],
    [
      'has names of NUL and half characters',
      () => '{"StartAt":"\\u0000\\ud800","States":{"\\u0000\\ud800":{"Type":"Succeed"}}}',
    ],
    ['has values of the wrong types', () => '{"StartAt":["A"],"States":{"A":{"Type":["Pass"],"End":"yes","Retry":7}}}'],
    ['has states that are none', () => '{"StartAt":"A","States":{"A":null,"B":[],"C":7,"D":"x"}}'],
    [
      'has wrong fields by the thousand',
      () =>
        JSON.stringify(
          machine(Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`S${n}`, { Type: 'Nope' }]))),
        ),
    ],
  ])('that %s is refused or runs, and never a 500', async (_, text) => {
    const answer = await create(text());
    expect([200, 400, 413]).toContain(answer.status);
    expect(answer.message.length).toBeLessThan(20_000);
    if (answer.status === 200) {
      const { workflowId } = answer.body as { workflowId: string };
      const outcome = await outcomeOf(client, await client.executeWorkflow(workflowId, { a: 1 }));
      expect(['succeeded', 'failed']).toContain(outcome.status);
      await client.getWorkflowDefinition(workflowId);
      await client.listWorkflowExecutionEvents(workflowId, outcome.executionId);
    }
    await expectToServe();
  });
});

describe('a flow that would not end', () => {
  const never = { Type: 'Choice', Choices: [{ Variable: '$.stop', IsPresent: true, Next: 'C' }] };
  const jsonata = (Output: string) => machine({ A: pass({ Output }) }, { QueryLanguage: 'JSONata' });

  it.each<[string, () => JsonObject]>([
    [
      'goes in circles',
      () => machine({ A: { Type: 'Pass', Next: 'B' }, B: { ...never, Default: 'A' }, C: { Type: 'Succeed' } }),
    ],
    ['calls itself in JSONata', () => jsonata('{% ($f := function($n) { $f($n + 1) }; $f(0)) %}')],
    ['calls itself twice each time', () => jsonata('{% ($f := function($n) { $f($n + 1) + $f($n + 2) }; $f(0)) %}')],
    ['counts to a hundred million', () => jsonata('{% $sum([1..9999999].($ * $)) %}')],
    ['builds a range of ranges', () => jsonata('{% [1..100000].([1..100000].$) %}')],
    [
      'doubles a text again and again',
      () => jsonata('{% ($d := function($s, $n) { $n = 0 ? $s : $d($s & $s, $n - 1) }; $d("x", 60)) %}'),
    ],
    ['pads a text to a gigabyte', () => jsonata('{% $pad("x", 1000000000) %}')],
    [
      'matches with catastrophe',
      () => jsonata('{% $match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/) %}'),
    ],
    ['evaluates text as code, again and again', () => jsonata('{% ($t := "$eval($t)"; $eval($t)) %}')],
    [
      'matches a pattern with catastrophe',
      () =>
        machine({
          A: {
            Type: 'Choice',
            Choices: [{ Variable: '$.long', StringMatches: `${'*a'.repeat(200)}b`, Next: 'B' }],
            Default: 'B',
          },
          B: { Type: 'Succeed' },
        }),
    ],
    [
      'makes an array of ten million',
      () => machine({ A: pass({ Parameters: { 'a.$': 'States.ArrayRange(0, 10000000, 1)' } }) }),
    ],
    ['descends into everything many times', () => machine({ A: pass({ InputPath: `$${'..*'.repeat(30)}` }) })],
    [
      'doubles its data in each state',
      () =>
        machine({
          A: { Type: 'Pass', Parameters: { 'a.$': '$', 'b.$': '$' }, Next: 'B' },
          B: { ...never, Default: 'A' },
          C: { Type: 'Succeed' },
        }),
    ],
    [
      'makes items of items of items',
      () => {
        const items = { Type: 'Map', ItemsPath: '$.items', End: true };
        const third = machine({ Third: { ...items, ItemProcessor: machine({ A: pass() }) } });
        const selector = { ItemSelector: { 'items.$': '$.items' } };
        const second = machine({ Second: { ...items, ...selector, ItemProcessor: third } });
        return machine({ First: { ...items, ...selector, ItemProcessor: second } });
      },
    ],
  ])('since it %s is ended, and others run meanwhile', { timeout: 120_000 }, async (_name, build) => {
    const created = await client.createWorkflow({ definition: build() }).then(
      ({ workflowId }) => workflowId,
      (error: { status: number }) => error.status,
    );
    // Some are so wrong that they are seen when the workflow is made.
    if (typeof created === 'number') return expect(created).toBe(400);
    const input = { long: 'a'.repeat(10_000), items: Array.from({ length: 300 }, (_, n) => n) };
    const execution = Promise.resolve(client.executeWorkflow(created, input));
    await expectToServe();
    const ended = await outcomeOf(client, await execution);
    // A few are harmless after all.
    expect(['succeeded', 'failed']).toContain(ended.status);
    const { events = [] } = ended;
    // Of more events it has only the first.
    if (ended.status === 'failed' && events.length < 1000) expect(events.at(-1)?.error).toMatch(/^States\./);
  });

  it('of tasks that fail at once and are tried again is bounded by its attempts', async () => {
    const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 99_999_999 }];
    const definition = machine({ A: task('las:transition:commons-failed', { Retry }) }, { TimeoutSeconds: 2 });
    const ended = await runFlow(client, definition);
    expect(ended.status).toBe('failed');
    expect(ended.events?.at(-1)).toMatchObject({ type: 'executionTimedOut' });
  });
});
