import { ClientException } from './errors.js';
import { patientPause, retryPause } from './http/retry.js';
import { parseServerSentEvents } from './http/server-sent-events.js';
import type { sleep } from './http/sleep.js';
import type { ExecutionEvent } from './shapes.js';

export interface WatchInput {
  /** Opens the stream of the events with higher numbers. */
  open(after: number): Promise<AsyncIterable<string>>;
  /** Whether the execution has ended. */
  hasEnded(): Promise<boolean>;
  after: number;
  /** How often in a row opening may fail for a passing reason. */
  maxRetries: number;
  signal?: AbortSignal | undefined;
  sleep: typeof sleep;
}

function parseEvent(data: string): ExecutionEvent {
  const event = JSON.parse(data) as ExecutionEvent;
  if (typeof event.number !== 'number') throw new ClientException('The stream has an event without a number');
  return event;
}

/**
 * The events of an execution, each once and in order, over as many connections as it takes. A stream that is closed need
 * not be at its end, since a service that stops closes it as well: only one that brings nothing more of an execution that
 * has ended is.
 */
export async function* watchExecution(input: WatchInput): AsyncGenerator<ExecutionEvent, void, undefined> {
  const { open, hasEnded, maxRetries, signal, sleep } = input;
  let { after } = input;
  let failures = 0;
  let barren = 0;
  for (;;) {
    const before = after;
    try {
      const pieces = await open(after);
      failures = 0;
      for await (const { data } of parseServerSentEvents(pieces)) {
        const event = parseEvent(data);
        if (event.number <= after) continue;
        after = event.number;
        yield event;
        if (event.type === 'executionSucceeded') return;
      }
      if (after === before && (await hasEnded())) return;
    } catch (error) {
      if (failures >= maxRetries || retryPause(error, 0, Math.random) === undefined) throw error;
      failures += 1;
    }
    // What has brought something is gone on with at once.
    barren = after === before ? barren + 1 : 0;
    if (barren > 0) await sleep(patientPause(barren - 1, Math.random), signal);
  }
}
