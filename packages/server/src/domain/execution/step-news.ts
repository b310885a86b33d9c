import type { StepRecord } from '../../db/execution-steps.js';
import type { ExecutionSnapshot } from '../../db/workflow-executions.js';

/** A step that was taken and is kept. */
export interface StepNews {
  record: StepRecord;
  after: ExecutionSnapshot;
}

export type StepListener = (news: StepNews) => void;

/** Who in this process is told of steps: workers, timers, those who watch. */
export interface StepNewsDesk {
  tell(news: StepNews): void;
  /** Returns how to unsubscribe. */
  subscribe(listener: StepListener): () => void;
}

export function createStepNewsDesk(): StepNewsDesk {
  const listeners = new Set<StepListener>();
  return {
    tell(news) {
      for (const listener of listeners) listener(news);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
