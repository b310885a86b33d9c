import { setMaxListeners } from 'node:events';
import type { StepRecord } from '../../db/execution-steps.js';
import type { ExecutionSnapshot } from '../../db/workflow-executions.js';

/** A step that was taken and is kept. */
export interface StepNews {
  record: StepRecord;
  after: ExecutionSnapshot;
}

/** Who in this process is told of steps: workers, timers, those who watch. */
export interface StepNewsDesk {
  tell(news: StepNews): void;
  /** Returns how to unsubscribe. */
  subscribe(listener: (news: StepNews) => void): () => void;
  /** Aborted once the process stops: who watches is to leave. */
  readonly closing: AbortSignal;
  close(): void;
}

export function createStepNewsDesk(): StepNewsDesk {
  const listeners = new Set<(news: StepNews) => void>();
  const closing = new AbortController();
  // As many as watch at the same time.
  setMaxListeners(0, closing.signal);
  return {
    tell(news) {
      for (const listener of listeners) listener(news);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    closing: closing.signal,
    close: () => closing.abort(),
  };
}
