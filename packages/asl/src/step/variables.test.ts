import { expect, test } from 'vitest';
import { Player } from '../testing/player.js';

const outer = { Type: 'Pass', Assign: { x: 1 }, Next: 'In' };
const chain = (inner: object) => ({ StartAt: 'Out', States: { Out: outer, In: { ...inner, End: true } } });
const each = (state: object, config: object = {}) => ({
  Type: 'Map',
  ItemsPath: '$.list',
  ItemProcessor: { StartAt: 'One', States: { One: { Type: 'Pass', End: true, ...state } }, ...config },
});

test('all of Assign and of the output is evaluated with the values before', async () => {
  const player = await Player.start({
    StartAt: 'A',
    States: {
      A: { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'B' },
      B: { Type: 'Pass', Assign: { 'a.$': '$b', 'b.$': '$a' }, Parameters: { 'a.$': '$a' }, Next: 'C' },
      C: { Type: 'Pass', Parameters: { 'a.$': '$a', 'b.$': '$b' }, End: true },
    },
  });
  expect(player.state.output).toEqual({ a: 2, b: 1 });
});

test('inner levels see the variables around them, and theirs are gone afterwards', async () => {
  const inner = each({ Parameters: { 'x.$': '$x' }, Assign: { own: 1 } });
  const player = await Player.start(chain(inner), { list: [1, 2] });
  expect(player.state.output).toEqual([{ x: 1 }, { x: 1 }]);
  expect((player.state as { variables?: object }).variables).toEqual({ x: 1 });
});

test('inner levels cannot assign the variables around them', async () => {
  const player = await Player.start(chain(each({ Assign: { x: 2 } })), { list: [1] });
  expect(player.state).toMatchObject({ status: 'failed', error: 'States.Runtime' });
});

test('siblings do not see each other, also one level further in', async () => {
  const nested = each({ Parameters: { 'mine.$': '$mine' } });
  const branch = (value: number) => ({
    StartAt: `Set${value}`,
    States: {
      [`Set${value}`]: { Type: 'Pass', Assign: { mine: value }, Next: `Each${value}` },
      [`Each${value}`]: {
        ...nested,
        ItemProcessor: {
          StartAt: `One${value}`,
          States: { [`One${value}`]: { Type: 'Pass', Parameters: { 'mine.$': '$mine' }, End: true } },
        },
        End: true,
      },
    },
  });
  const player = await Player.start(chain({ Type: 'Parallel', Branches: [branch(1), branch(2)] }), { list: [0] });
  expect(player.state.output).toEqual([[{ mine: 1 }], [{ mine: 2 }]]);
});

test('items of a distributed map see none of the variables around them, and may use their names', async () => {
  const config = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
  const free = await Player.start(chain(each({ Assign: { x: 2 } }, config)), { list: [1] });
  expect(free.state.status).toBe('succeeded');
  const blind = await Player.start(chain(each({ Parameters: { 'x.$': '$x' } }, config)), { list: [1] });
  expect(blind.state.status).toBe('failed');
});

test('names that JavaScript knows are variables like any other', async () => {
  const player = await Player.start({
    StartAt: 'A',
    States: {
      A: { Type: 'Pass', Assign: JSON.parse('{"__proto__": {"a": 1}, "constructor": 2, "toString": 3}'), Next: 'B' },
      B: { Type: 'Pass', Parameters: { 'a.$': '$__proto__.a', 'b.$': '$constructor', 'c.$': '$toString' }, End: true },
    },
  });
  expect(player.state.output).toEqual({ a: 1, b: 2, c: 3 });
  expect(({} as { a?: number }).a).toBeUndefined();
  const unset = await Player.start({
    StartAt: 'A',
    States: { A: { Type: 'Pass', Parameters: { 'a.$': '$constructor' }, End: true } },
  });
  expect(unset.state.status).toBe('failed');
});

test('the context object tells of the execution, the machine, the state and the item', async () => {
  const inner = { ...each({ Parameters: { 'all.$': '$$' } }), End: true };
  const player = await Player.start({ StartAt: 'In', States: { In: inner } }, { list: ['v'] });
  expect(player.state.output).toEqual([
    {
      all: {
        Execution: {
          Id: 'las:execution:1',
          Name: 'one',
          Input: { list: ['v'] },
          StartTime: '1970-01-01T00:16:40.000Z',
          RedriveCount: 0,
        },
        StateMachine: { Id: 'las:workflow:1', Name: 'machine' },
        State: { Name: 'One', EnteredTime: '1970-01-01T00:16:40.000Z' },
        Map: { Item: { Index: 0, Value: 'v' } },
      },
    },
  ]);
});
