import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../../db/database.js';
import { deleteTimer, findDueTimers } from '../../db/workflow-timers.js';
import type { Engine } from '../../domain/execution/engine.js';
import type { StepNewsDesk } from '../../domain/execution/step-news.js';
import { errorFields } from '../../logging/error-fields.js';
import { every } from './every.js';

const lookEveryMs = 1000;
/** What is due before the second look from now is kept in memory, so that it goes off on the millisecond. */
const horizonMs = 2 * lookEveryMs;
const mostAtOnce = 2000;

const keyOf = (executionId: string, timerId: string) => `${executionId} ${timerId}`;

/**
 * Lets timers of executions go off: those of this process by its own clock, all others, such as those of a process that died,
 * by looking into the table. Two that do so at once take one step: the other one finds nothing left to do.
 */
export function startTimers(services: { db: Database; engine: Engine; news: StepNewsDesk; log: FastifyBaseLogger }) {
  const { db, engine, news, log } = services;
  const armed = new Map<string, NodeJS.Timeout>();
  const firing = new Map<string, Promise<void>>();

  async function fire(executionId: string, timerId: string): Promise<void> {
    try {
      const outcome = await engine.deliver(executionId, { event: { type: 'timerFired', timerId } });
      if (outcome === 'stale') await deleteTimer(db, executionId, timerId);
    } catch (error) {
      log.warn({ executionId, ...errorFields(error) }, 'timer not delivered: it is tried again');
    }
  }

  function arm(executionId: string, timerId: string, milliseconds: number): void {
    const key = keyOf(executionId, timerId);
    clearTimeout(armed.get(key));
    const go = () => {
      armed.delete(key);
      const fired = fire(executionId, timerId).finally(() => firing.delete(key));
      firing.set(key, fired);
    };
    armed.set(key, setTimeout(go, Math.max(0, Math.ceil(milliseconds))));
  }

  function disarm(executionId: string, timerId: string): void {
    const key = keyOf(executionId, timerId);
    clearTimeout(armed.get(key));
    armed.delete(key);
  }

  const unsubscribe = news.subscribe(({ record: { executionId, timers, cancelledTimers } }) => {
    for (const timerId of cancelledTimers) disarm(executionId, timerId);
    for (const { timerId, dueTime } of timers) {
      const milliseconds = Date.parse(dueTime) - Date.now();
      if (milliseconds < horizonMs) arm(executionId, timerId, milliseconds);
      else disarm(executionId, timerId);
    }
  });

  const looking = every(lookEveryMs, { what: 'looking for due timers', log }, async () => {
    for (const timer of await findDueTimers(db, { withinMs: horizonMs, limit: mostAtOnce })) {
      const { executionId, timerId, milliseconds } = timer;
      const key = keyOf(executionId, timerId);
      // Those of a crowd that went off at once stay in the table until their turn has come: that is no reason for another.
      if (!armed.has(key) && !firing.has(key)) arm(executionId, timerId, milliseconds);
    }
  });
  looking.hurry();

  return {
    async stop() {
      unsubscribe();
      await looking.stop();
      for (const timeout of armed.values()) clearTimeout(timeout);
      armed.clear();
      await Promise.all(firing.values());
    },
  };
}
