import { expect, test } from 'vitest';
import { Player } from '../testing/player.js';
import type { Json } from '../types.js';

const waiting = (fields: object) => ({ StartAt: 'W', States: { W: { Type: 'Wait', End: true, ...fields } } });
const failing = (fields: object) => ({ StartAt: 'F', States: { F: { Type: 'Fail', ...fields } } });

test.each<[object, Json]>([
  [{ Seconds: 30 }, {}],
  [{ SecondsPath: '$.s' }, { s: 30 }],
  [{ Timestamp: '1970-01-01T00:17:10Z' }, {}],
  [{ TimestampPath: '$.t' }, { t: '1970-01-01T01:17:10+01:00' }],
  [{ QueryLanguage: 'JSONata', Seconds: '{% $states.input.s * 3 %}' }, { s: 10 }],
  [{ QueryLanguage: 'JSONata', Timestamp: '{% $states.input.t %}' }, { t: '1970-01-01T00:17:09.999500Z' }],
])('%j waits for half a minute', async (fields, input) => {
  const player = await Player.start(waiting(fields), input);
  expect(player.state.status).toBe('running');
  expect(player.history.at(-1)).toMatchObject({ type: 'waitStarted', until: 1_030_000 });
  expect(await player.fire()).toBe(30);
  expect(player.state).toMatchObject({ status: 'succeeded', output: input });
});

test('what is over is not waited for', async () => {
  const player = await Player.start(waiting({ Timestamp: '1970-01-01T00:00:00Z' }));
  expect(player.state.status).toBe('succeeded');
  expect(player.timers.size).toBe(0);
});

test.each<[object, Json]>([
  [{ SecondsPath: '$.s' }, { s: -1 }],
  [{ SecondsPath: '$.s' }, { s: 100_000_000 }],
  [{ SecondsPath: '$.s' }, { s: '5' }],
  [{ TimestampPath: '$.t' }, { t: '2016-13-05T21:29:29Z' }],
  [{ TimestampPath: '$.t' }, { t: '2094-12-13T00:00:00Z' }],
])('%j with %j fails', async (fields, input) => {
  const player = await Player.start(waiting(fields), input);
  expect(player.state).toMatchObject({ status: 'failed', error: 'States.Runtime' });
});

test.each<[object, Json, object]>([
  [{ Error: 'E', Cause: 'C' }, {}, { error: 'E', cause: 'C' }],
  [
    { ErrorPath: '$.e', CausePath: "States.Format('{}!', $.c)" },
    { e: 'E', c: 'C' },
    { error: 'E', cause: 'C!' },
  ],
  [{ ErrorPath: '$$.State.Name' }, {}, { error: 'F' }],
  [{ QueryLanguage: 'JSONata', Cause: '{% "C" & $states.input %}' }, 1, { cause: 'C1' }],
  [{ ErrorPath: '$.nowhere' }, {}, { error: 'States.Runtime' }],
  [{ CausePath: '$.c' }, { c: 5 }, { error: 'States.Runtime' }],
  [{ QueryLanguage: 'JSONata', Error: '{% 5 %}' }, {}, { error: 'States.QueryEvaluationError' }],
])('%j with %j fails with %j', async (fields, input, expected) => {
  const player = await Player.start(failing(fields), input);
  expect(player.state).toMatchObject({ status: 'failed', ...expected });
});

test('a machine may fail without a name and without a cause', async () => {
  const player = await Player.start(failing({}));
  expect(player.effects).toEqual([{ type: 'finish', status: 'failed' }]);
});
