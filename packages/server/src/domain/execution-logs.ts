import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../db/database.js';
import { appendLogEvents, insertLog, type LogEvent, totalsOfLog } from '../db/logs.js';
import { newId } from './ids.js';

/** What a log holds at most. */
export const logLimits = { lines: 10_000, bytes: 1_000_000 };

/** The log of one execution, open for lines. */
export interface ExecutionLog {
  logId: string;
  /** Milliseconds since 1970 of the last line that is stored; 0 where there is none. For `LeftContainer.adopt`. */
  lastTime: number;
  /** Takes a line, which is stored within a second. False: the log is full, this line is not kept. */
  add(line: { time: number; text: string }): boolean;
  /** Stores what has been taken. Called once. @throws where the database stays away. */
  close(): Promise<void>;
}

export interface LogOwner {
  organizationId: string;
  workflowId: string | null;
  workflowExecutionId: string | null;
  transitionId: string;
  transitionExecutionId: string | null;
}

const flushMs = 500;
const retryMs = 1000;
const triesAtClose = 10;

/** The row of a new log. @returns its id, which goes into the execution's row. */
export async function createExecutionLog(db: Database, owner: LogOwner): Promise<string> {
  const logId = newId('log');
  await insertLog(db, {
    id: logId,
    organization_id: owner.organizationId,
    workflow_id: owner.workflowId,
    workflow_execution_id: owner.workflowExecutionId,
    transition_id: owner.transitionId,
    transition_execution_id: owner.transitionExecutionId,
  });
  return logId;
}

/** A new log, with its row. */
export async function openExecutionLog(db: Database, owner: LogOwner): Promise<ExecutionLog> {
  return reopenExecutionLog(db, await createExecutionLog(db, owner));
}

/** Whole microseconds: a number holds no more of a time of today. */
function toEvent({ time, text }: { time: number; text: string }): LogEvent {
  return { timestamp: Math.round(time * 1000) / 1e6, message: text };
}

function noteOfCut(time: number): LogEvent {
  const { lines, bytes } = logLimits;
  return toEvent({ time, text: `[the log is cut here: it holds ${lines} lines or ${bytes} bytes at most]` });
}

/** Goes on with a log, which may be one that another worker began. */
export async function reopenExecutionLog(db: Database, logId: string): Promise<ExecutionLog> {
  const stored = await totalsOfLog(db, logId);
  let { lines, bytes } = stored;
  let isFull = lines > logLimits.lines || bytes > logLimits.bytes;
  let nextNumber = lines;
  let waiting: LogEvent[] = [];
  let batch: { firstNumber: number; events: LogEvent[] } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let storing: Promise<boolean> = Promise.resolve(true);

  /** One batch at a time. One that may or may not have been stored is sent again with its number, and then changes nothing. */
  async function store(): Promise<boolean> {
    if (!batch && waiting.length > 0) {
      batch = { firstNumber: nextNumber, events: waiting };
      nextNumber += waiting.length;
      waiting = [];
    }
    if (!batch) return true;
    try {
      await appendLogEvents(db, logId, batch.firstNumber, batch.events);
    } catch (error) {
      failure = error;
      return false;
    }
    batch = undefined;
    return waiting.length === 0;
  }

  let failure: unknown;

  function flushIn(milliseconds: number): void {
    timer ??= setTimeout(async () => {
      storing = storing.then(store);
      const isDone = await storing;
      timer = undefined;
      if (!isDone) flushIn(batch ? retryMs : flushMs);
    }, milliseconds);
  }

  return {
    logId,
    lastTime: stored.lastTimestamp * 1000,
    add(line) {
      if (isFull) return false;
      const event = toEvent(line);
      lines++;
      bytes += Buffer.byteLength(event.message);
      isFull = lines > logLimits.lines || bytes > logLimits.bytes;
      waiting.push(isFull ? noteOfCut(line.time) : event);
      flushIn(flushMs);
      return !isFull;
    },
    async close() {
      clearTimeout(timer);
      // Keeps a flush that is under way from setting the next.
      timer = setTimeout(() => {}, 0);
      for (let tries = 0; tries < triesAtClose; tries++) {
        storing = storing.then(store);
        if (await storing) return;
        if (batch) await pause(retryMs);
      }
      throw failure;
    },
  };
}
