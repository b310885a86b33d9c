import type { Client, JsonObject } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { doWork, failureOf, historyOf, lease, machine, outcomeOf, runFlow, startFlow, task } from './service/flows.js';
import { newClient } from './service/organization.js';

let client: Client;
let transitionId: string;
beforeAll(async () => {
  client = await newClient();
  ({ transitionId } = await client.createTransition('manual'));
});

describe('the flow of the tutorials', () => {
  const failed = 'las:transition:commons-failed';
  let first: string;
  let second: string;
  let definition: ReturnType<typeof machine>;
  beforeAll(async () => {
    [{ transitionId: first }, { transitionId: second }] = await Promise.all([
      client.createTransition('manual', { name: 'Predict' }),
      client.createTransition('manual', { name: 'Check' }),
    ]);
    const retry = [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 3, MaxAttempts: 50, BackoffRate: 1 }];
    definition = machine({
      Predict: task(first, { TimeoutSeconds: 900, Retry: retry, Next: 'Sure?' }),
      'Sure?': {
        Type: 'Choice',
        Choices: [
          { Variable: '$.needsValidation', BooleanEquals: true, Next: 'Check' },
          { Variable: '$.needsValidation', BooleanEquals: false, End: true },
        ],
      },
      Check: task(second, { TimeoutSeconds: 900, Retry: retry }),
    });
  });

  it('ends in the choice where nothing is to be checked', async () => {
    const execution = await startFlow(client, definition, { documentId: 'd' });
    const work = await doWork(client, first, { needsValidation: false });
    expect(work.input).toEqual({ documentId: 'd' });
    await expect(outcomeOf(client, execution)).resolves.toMatchObject({
      status: 'succeeded',
      output: { needsValidation: false },
    });
  });

  it('goes to a person where something is, with the output of the step before as input', async () => {
    const execution = await startFlow(client, definition);
    const output = { needsValidation: true, total: '12.50' };
    await doWork(client, first, output);
    expect((await doWork(client, second, { total: '12.60' })).input).toEqual(output);
    const { status, output: result, transitionExecutions } = await outcomeOf(client, execution);
    expect([status, result]).toEqual(['succeeded', { total: '12.60' }]);
    expect(Object.keys(transitionExecutions ?? {}).sort()).toEqual([first, second].sort());
  });

  it('fails where no rule of a choice matches, unless there is a default', async () => {
    const rules = [{ Variable: '$.a', IsPresent: true, End: true }];
    const choice = { Type: 'Choice', Choices: rules };
    const without = await runFlow(client, machine({ A: choice }));
    expect([without.status, failureOf(without).error]).toEqual(['failed', 'States.NoChoiceMatched']);
    const withOne = machine({ A: { ...choice, Default: 'B' }, B: task(failed) });
    expect(failureOf(await runFlow(client, withOne, { message: 'no a' }))).toEqual({
      error: 'las.Failed',
      cause: 'no a',
    });
  });
});

describe('flows', () => {
  it('shape data on its way', async () => {
    const definition = machine({
      A: {
        Type: 'Pass',
        InputPath: '$.order',
        Parameters: { 'total.$': 'States.MathAdd($.net, $.tax)', note: 'sum', 'id.$': '$$.Execution.Id' },
        ResultPath: '$.sum',
        Next: 'B',
      },
      B: { Type: 'Choice', Choices: [{ Variable: '$.sum.total', NumericGreaterThan: 10, Next: 'C' }], Default: 'D' },
      C: { Type: 'Pass', OutputPath: '$.sum', End: true },
      D: { Type: 'Fail', Error: 'Cheap', Cause: 'It is not worth it' },
    });
    const dear = await runFlow(client, definition, { order: { net: 10, tax: 2 } });
    expect(dear).toMatchObject({ status: 'succeeded', output: { total: 12, note: 'sum', id: dear.executionId } });
    const cheap = await runFlow(client, definition, { order: { net: 1, tax: 0 } });
    expect([cheap.status, cheap.output, failureOf(cheap)]).toEqual([
      'failed',
      null,
      { error: 'Cheap', cause: 'It is not worth it' },
    ]);
  });

  it('wait', async () => {
    const execution = await runFlow(
      client,
      machine({ A: { Type: 'Wait', Seconds: 1, Next: 'B' }, B: { Type: 'Succeed' } }),
    );
    expect(Date.parse(execution.endTime ?? '') - Date.parse(execution.startTime ?? '')).toBeGreaterThanOrEqual(1000);
    expect(historyOf(execution)).toContain('waitStarted');
    const past = { Type: 'Wait', Timestamp: '2021-05-26T12:00:00Z', End: true };
    expect(await runFlow(client, machine({ A: past }))).toMatchObject({ status: 'succeeded' });
  });

  it('do the branches of a Parallel at once, and go on when all are done', async () => {
    const { transitionId: left } = await client.createTransition('manual');
    const { transitionId: right } = await client.createTransition('manual');
    const Branches = [machine({ L: task(left) }), machine({ R: task(right) })];
    const execution = await startFlow(
      client,
      machine({ Both: { Type: 'Parallel', Branches, ResultPath: '$.both', End: true } }),
      { a: 1 },
    );
    const works = await Promise.all([lease(client, left), lease(client, right)]);
    expect(works.map(({ input }) => input)).toEqual([{ a: 1 }, { a: 1 }]);
    for (const work of works.reverse()) {
      expect(await client.getWorkflowExecution(execution.workflowId, execution.executionId)).toMatchObject({
        status: 'running',
      });
      const output = { left: work.transitionId === left };
      await client.updateTransitionExecution(work.transitionId, work.executionId, 'succeeded', { output });
    }
    expect(await outcomeOf(client, execution)).toMatchObject({
      status: 'succeeded',
      output: { a: 1, both: [{ left: true }, { left: false }] },
    });
  });

  it('take away the work of a branch when another has failed', async () => {
    const { transitionId: left } = await client.createTransition('manual');
    const { transitionId: right } = await client.createTransition('manual');
    const Branches = [machine({ L: task(left) }), machine({ R: task(right) })];
    const execution = await startFlow(client, machine({ Both: { Type: 'Parallel', Branches, End: true } }));
    const held = await lease(client, left);
    const failing = await lease(client, right);
    await client.updateTransitionExecution(right, failing.executionId, 'failed', { error: { message: 'torn' } });
    const failed = await outcomeOf(client, execution);
    expect([failed.status, failureOf(failed)]).toEqual(['failed', { error: 'States.TaskFailed', cause: 'torn' }]);
    await expect(
      client.updateTransitionExecution(left, held.executionId, 'succeeded', { output: {} }),
    ).rejects.toMatchObject({ status: 400 });
    expect(await client.getTransitionExecution(left, held.executionId)).toMatchObject({ status: 'failed' });
  });

  it('do the items of a Map, as many at once as it says', async () => {
    const definition = machine({
      Each: {
        Type: 'Map',
        ItemsPath: '$.items',
        MaxConcurrency: 2,
        ItemSelector: { 'n.$': '$$.Map.Item.Value', 'index.$': '$$.Map.Item.Index' },
        ItemProcessor: machine({ One: task(transitionId, { OutputPath: '$.square' }) }),
        ResultPath: '$.squares',
        End: true,
      },
    });
    const execution = await startFlow(client, definition, { items: [3, 1, 4, 1, 5] });
    for (let round = 0; round < 5; round += 1) {
      const { waiting } = await client.getTransitionQueue(transitionId);
      expect(waiting).toBeLessThanOrEqual(2);
      const { executionId, input } = await lease(client, transitionId);
      const { n, index } = input as { n: number; index: number };
      expect([3, 1, 4, 1, 5][index]).toBe(n);
      await client.updateTransitionExecution(transitionId, executionId, 'succeeded', { output: { square: n * n } });
    }
    expect(await outcomeOf(client, execution)).toMatchObject({
      status: 'succeeded',
      output: { squares: [9, 1, 16, 1, 25] },
    });
  });

  it('try again what fails, and go another way when it fails for good', async () => {
    const definition = machine({
      Try: task(transitionId, {
        Retry: [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1, MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Otherwise' }],
      }),
      Otherwise: { Type: 'Pass', Parameters: { 'why.$': '$.error.Cause', 'kept.$': '$.a' }, End: true },
    });
    const execution = await startFlow(client, definition, { a: 1 });
    for (const message of ['once', 'twice']) {
      const { executionId, input } = await lease(client, transitionId);
      expect(input).toEqual({ a: 1 });
      await client.updateTransitionExecution(transitionId, executionId, 'failed', { error: { message } });
    }
    const ended = await outcomeOf(client, execution);
    expect(ended).toMatchObject({ status: 'succeeded', output: { why: 'twice', kept: 1 } });
    expect(historyOf(ended)).toEqual(expect.arrayContaining(['retryScheduled', 'errorCaught']));
    expect((ended.transitionExecutions as Record<string, string[]>)[transitionId]).toHaveLength(2);
  });

  it('are written in JSONata as well', async () => {
    const definition = machine(
      {
        Ask: task(transitionId, {
          Arguments: { question: '{% "Is it " & $string($states.input.total) & "?" %}' },
          Assign: { answer: '{% $states.result.yes %}' },
          Output: '{% $states.input %}',
          Next: 'Yes?',
        }),
        'Yes?': {
          Type: 'Choice',
          Choices: [
            { Condition: '{% $answer and $sum($states.input.items.price) = $states.input.total %}', Next: 'Good' },
          ],
          Default: 'Bad',
        },
        Good: { Type: 'Succeed', Output: { prices: '{% $states.input.items[price > 1].price %}' } },
        Bad: { Type: 'Fail', Error: '{% "Bad" & "Total" %}', Cause: '{% $string($states.input.total) %}' },
      },
      { QueryLanguage: 'JSONata' },
    );
    const run = async (input: JsonObject) => {
      const execution = await startFlow(client, definition, input);
      const work = await doWork(client, transitionId, { yes: true });
      return { work, ended: await outcomeOf(client, execution) };
    };
    const items = [{ price: 1 }, { price: 2 }, { price: 3 }];
    const good = await run({ total: 6, items });
    expect(good.work.input).toEqual({ question: 'Is it 6?' });
    expect(good.ended).toMatchObject({ status: 'succeeded', output: { prices: [2, 3] } });
    const bad = await run({ total: 7, items });
    expect(failureOf(bad.ended)).toEqual({ error: 'BadTotal', cause: '7' });
  });
});

describe('built-in transitions', () => {
  const confidence = 'las:transition:commons-confidence';

  it('send to a person what is uncertain, and nothing else', async () => {
    const definition = machine({
      Split: task(confidence, { Next: 'Sure?' }),
      'Sure?': {
        Type: 'Choice',
        Choices: [{ Variable: '$.needsCheck', BooleanEquals: false, End: true }],
        Default: 'Check',
      },
      Check: task(transitionId),
    });
    const predictions = [
      { label: 'total', value: '12.50', confidence: 0.97 },
      { label: 'date', value: '2021-05-26', confidence: 0.6 },
    ];
    const sure = await runFlow(client, definition, { predictions, thresholds: { total: 0.9, date: 0.5 } });
    expect(sure).toMatchObject({ status: 'succeeded', output: { needsCheck: false, certain: ['total', 'date'] } });
    const unsure = await startFlow(client, definition, { predictions, thresholds: { total: 0.9, date: 0.7 } });
    const { input } = await doWork(client, transitionId, { date: '2021-05-27' });
    expect(input).toMatchObject({ uncertain: ['date'], values: { total: '12.50' } });
    expect(await outcomeOf(client, unsure)).toMatchObject({ output: { date: '2021-05-27' } });
  });

  it('fail with what they are told, which may be caught', async () => {
    const fail = task('las:transition:commons-failed');
    const failed = await runFlow(client, machine({ Fail: fail }), { message: 'no supplier' });
    expect([failed.status, failureOf(failed)]).toEqual(['failed', { error: 'las.Failed', cause: 'no supplier' }]);
    const definition = machine({
      Fail: { ...fail, Catch: [{ ErrorEquals: ['las.Failed'], Next: 'Done' }] },
      Done: { Type: 'Succeed' },
    });
    expect(await runFlow(client, definition, { message: 'no' })).toMatchObject({
      status: 'succeeded',
      output: { Error: 'las.Failed', Cause: 'no' },
    });
  });

  it('are refused in a definition when there are none of that name', async () => {
    const definition = machine({ A: task('las:transition:commons-nonsense') });
    await expect(client.createWorkflow({ definition })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('/States/A/Resource'),
    });
  });

  it('cannot be leased, and have no queue', async () => {
    const calls = [() => client.executeTransition(confidence), () => client.getTransitionQueue(confidence)];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ status: 400 });
  });
});
