import { expect, test } from 'vitest';
import { lambda, Player } from '../testing/player.js';
import type { Json } from '../types.js';

const worker = { StartAt: 'Work', States: { Work: { Type: 'Task', Resource: lambda, End: true } } };
const distributed = { ...worker, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
const machine = (fields: object = {}) => ({
  StartAt: 'Each',
  States: { Each: { Type: 'Map', ItemProcessor: worker, End: true, ...fields } },
});

async function inputs(fields: object, input: Json): Promise<Json[]> {
  const player = await Player.start(machine(fields), input);
  return [...player.tasks.values()].map((task) => task.input);
}

async function failOne(player: Player, error = 'Boom'): Promise<void> {
  const [taskId = ''] = player.tasks.keys();
  await player.send({ type: 'taskFailed', taskId, error });
}

async function succeedOne(player: Player, output: Json): Promise<void> {
  const [taskId = ''] = player.tasks.keys();
  await player.send({ type: 'taskSucceeded', taskId, output });
}

test('items are selected with their index and value', async () => {
  const selector = { 'at.$': '$$.Map.Item.Index', 'item.$': '$$.Map.Item.Value', 'all.$': '$.name' };
  const input = { in: { list: ['x', 'y'], name: 'n' } };
  const expected = [
    { at: 0, item: 'x', all: 'n' },
    { at: 1, item: 'y', all: 'n' },
  ];
  const fields = { InputPath: '$.in', ItemsPath: '$.list' };
  expect(await inputs({ ...fields, ItemSelector: selector }, input)).toEqual(expected);
  expect(await inputs({ ...fields, Parameters: selector }, input)).toEqual(expected);
});

test('items in JSONata', async () => {
  const fields = {
    QueryLanguage: 'JSONata',
    Items: '{% $states.input.list[$ > 1] %}',
    ItemSelector: { value: '{% $states.context.Map.Item.Value * 10 %}' },
  };
  expect(await inputs(fields, { list: [1, 2, 3] })).toEqual([{ value: 20 }, { value: 30 }]);
});

test('only as many items run at once as may', async () => {
  const player = await Player.start(machine({ MaxConcurrency: 2 }), [1, 2, 3, 4]);
  expect(player.tasks.size).toBe(2);
  await succeedOne(player, 'a');
  expect([...player.tasks.values()].map(({ input }) => input)).toEqual([2, 3]);
  for (const output of ['b', 'c', 'd']) await succeedOne(player, output);
  expect(player.state.output).toEqual(['a', 'b', 'c', 'd']);
});

test('no items give no results', async () => {
  const player = await Player.start(
    machine({ ItemProcessor: distributed, ResultPath: '$.done', ItemsPath: '$.none' }),
    { none: [] },
  );
  expect(player.state.output).toEqual({ none: [], done: [] });
});

test.each([['text'], [{}], [null]])('items that are no array (%j) fail the state', async (input) => {
  const player = await Player.start(machine(), input);
  expect(player.state).toMatchObject({ status: 'failed', error: 'States.Runtime' });
  const jsonata = await Player.start(machine({ QueryLanguage: 'JSONata' }), input);
  expect(jsonata.state).toMatchObject({ status: 'failed', error: 'States.QueryEvaluationError' });
});

test('an item that fails fails the state with its own error and ends the others', async () => {
  const player = await Player.start(machine(), [1, 2, 3]);
  await failOne(player);
  expect(player.state).toMatchObject({ status: 'failed', error: 'Boom' });
  expect(player.effects.filter(({ type }) => type === 'cancelTask')).toHaveLength(2);
});

test.each([
  ['count', { ToleratedFailureCount: 1 }],
  ['percentage', { ToleratedFailurePercentage: 50 }],
  ['path', { ToleratedFailureCountPath: '$[0]' }],
])('a tolerated failure (%s) leaves no result; one more fails the state', async (_, fields) => {
  const player = await Player.start(machine({ ItemProcessor: distributed, ...fields }), [1, 2]);
  await failOne(player);
  await succeedOne(player, 'fine');
  expect(player.state).toMatchObject({ status: 'succeeded', output: ['fine'] });
  const other = await Player.start(machine({ ItemProcessor: distributed, ...fields }), [1, 2]);
  await failOne(other);
  await failOne(other);
  expect(other.state).toMatchObject({ status: 'failed', error: 'States.ExceedToleratedFailureThreshold' });
});

test('items are put together in batches by number and by size', async () => {
  const batched = (ItemBatcher: object, input: Json) => inputs({ ItemProcessor: distributed, ItemBatcher }, input);
  expect(await batched({ MaxItemsPerBatch: 2, BatchInput: { 'first.$': '$[0]' } }, [1, 2, 3])).toEqual([
    { BatchInput: { first: 1 }, Items: [1, 2] },
    { BatchInput: { first: 1 }, Items: [3] },
  ]);
  const items = ['aaaa', 'bbbb', 'cccc'];
  expect(await batched({ MaxInputBytesPerBatch: 30 }, items)).toEqual([
    { Items: ['aaaa', 'bbbb'] },
    { Items: ['cccc'] },
  ]);
  expect(await batched({ MaxItemsPerBatchPath: '$[0]' }, [3, 4])).toEqual([{ Items: [3, 4] }]);
});

test('a map tries all its items again', async () => {
  const player = await Player.start(machine({ Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }] }), [1, 2]);
  await succeedOne(player, 'lost');
  await failOne(player);
  await player.fire();
  expect(player.tasks.size).toBe(2);
});

test.each(['ItemReader', 'ResultWriter'])('%s says that its service is not there', async (field) => {
  const value = { Resource: 'arn:aws:states:::s3:getObject' };
  const player = await Player.start(machine({ ItemProcessor: distributed, [field]: value }), []);
  expect(player.state).toMatchObject({
    status: 'failed',
    error: 'States.Runtime',
    cause: expect.stringContaining(field),
  });
});

test('an event of one of ten thousand items costs far less than all of them', async () => {
  const player = await Player.start(
    machine(),
    Array.from({ length: 10_000 }, (_, index) => index),
  );
  const before = player.state;
  await succeedOne(player, 1);
  const chunks = (state: object) => (state as { frame: { fan: { children: object[] } } }).frame.fan.children;
  const shared = chunks(before).filter((chunk, index) => chunk === chunks(player.state)[index]);
  expect(shared).toHaveLength(chunks(before).length - 1);
});
