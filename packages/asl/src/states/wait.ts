import { readFlow, readNext } from '../definition/flow.js';
import { shown } from '../definition/json-value.js';
import type { Next, Source, StateBase } from '../definition/state-graph.js';
import type { StateReader } from '../definition/state-reader.js';
import { leave, selectInput } from '../step/data-flow.js';
import { moved } from '../step/moved.js';
import type { Position } from '../step/position.js';
import { sourceError, sourceNumber, sourceValue } from '../step/sources.js';
import type { Move, Outcome, StepRun } from '../step/step-run.js';
import type { Steps } from '../step/steps.js';
import { parseTimestamp } from '../step/timestamp.js';

export interface WaitState extends StateBase {
  readonly type: 'Wait';
  readonly next: Next;
  readonly seconds: Source | undefined;
  readonly timestamp: Source | undefined;
}

const seconds = { least: 0, most: 99_999_999, whole: true };

export function readWait(reader: StateReader): WaitState {
  const ways = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'];
  reader.either(ways);
  if (!ways.some((field) => reader.has(field))) {
    reader.problems.add(reader.pointer, `has to have one of the fields ${ways.join(', ')}`);
  }
  return {
    type: 'Wait',
    name: reader.name,
    flow: readFlow(reader),
    next: readNext(reader),
    seconds: reader.amount('Seconds', seconds),
    timestamp: reader.source('Timestamp', () => {
      const text = reader.text('Timestamp');
      if (text !== undefined && parseTimestamp(text) === undefined) {
        reader.refuse('Timestamp', `has to be a timestamp such as "2030-01-31T08:00:00Z", not ${shown(text)}`);
      }
    }),
  };
}

export function* enterWait(state: WaitState, run: StepRun, at: Position): Steps<Move | undefined> {
  const until = yield* untilWhen(state, run, at);
  run.record('waitStarted', at, { until });
  if (until <= run.moment.now) return yield* moved(leaveWait(state, run, at));
  at.replace({ ...at.frame, timer: run.startTimer(at, until) });
  return undefined;
}

/** The wait is over. */
export function leaveWait(state: WaitState, run: StepRun, at: Position): Outcome {
  return leave(run, at, { next: state.next });
}

function* untilWhen(state: WaitState, run: StepRun, at: Position): Steps<number> {
  const input = state.flow.language === 'JSONPath' ? selectInput(state.flow, run, at) : at.frame.input;
  if (state.seconds !== undefined) {
    return run.moment.now + (yield* sourceNumber(state.seconds, seconds, run, at, input)) * 1000;
  }
  if (state.timestamp === undefined) return run.moment.now;
  const text = yield* sourceValue(state.timestamp, run, at, input);
  const time = typeof text === 'string' ? parseTimestamp(text) : undefined;
  if (time !== undefined && time - run.moment.now > seconds.most * 1000) {
    throw sourceError(state.timestamp, `The timestamp is more than ${seconds.most} seconds away: ${shown(text)}`);
  }
  if (time !== undefined) return Math.ceil(time);
  throw sourceError(
    state.timestamp,
    `The timestamp is no date and time such as "2030-01-31T08:00:00Z": ${shown(text)}`,
  );
}
