import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import type { Vault } from '../../auth/vault.js';
import type { ContainerRunner } from '../../containers/container-runner.js';
import type { Database } from '../../db/database.js';
import { putBackLapsed } from '../../db/leases.js';
import { listenForNotices } from '../../db/notices.js';
import { freeForgottenWork, freeWorkOf, freeWorkOfDeadWorkers } from '../../db/service-work.js';
import { parseWorkNotice, workChannel } from '../../db/work-notices.js';
import type { BuiltIn } from '../../domain/built-in/built-in.js';
import type { Engine } from '../../domain/execution/engine.js';
import type { StepNewsDesk } from '../../domain/execution/step-news.js';
import type { WorkBell } from '../../domain/execution/work-bell.js';
import { errorFields } from '../../logging/error-fields.js';
import type { Liveness } from '../liveness.js';
import { startBuiltInWorker } from './built-in-worker.js';
import { startContainerWorker } from './container-worker.js';
import { every } from './every.js';
import { sweepContainers } from './sweep-containers.js';
import { startTimers } from './timers.js';

export interface WorkflowJobServices {
  db: Database;
  pool: Pool;
  log: FastifyBaseLogger;
  liveness: Liveness;
  engine: Engine;
  news: StepNewsDesk;
  bell: WorkBell;
  builtIns: ReadonlyMap<string, BuiltIn>;
  vault: Vault;
  containers: ContainerRunner;
  /** Containers at once at most. */
  containerSlots: number;
  /** Without a heartbeat for so long, work of people goes back into its queue. */
  leaseSeconds: number;
}

const recoverEveryMs = 3000;
const longestLeaseCheckMs = 1000;
/** A worker hears of the work that a step gives it as soon as the step is kept. */
const forgottenAfterSeconds = 5;
const sweepEveryMs = 30_000;

/** Everything that makes executions of workflows go on: timers, built-in work, leases that lapse, workers that die. */
export async function startWorkflowJobs(services: WorkflowJobServices): Promise<{ stop(): Promise<void> }> {
  const { db, pool, log, liveness, engine, bell, leaseSeconds } = services;
  const worker = `las:worker:${randomUUID()}`;
  await liveness.add(worker);
  const timers = startTimers(services);
  const builtIns = startBuiltInWorker({ ...services, worker });
  const containers = startContainerWorker({ ...services, worker });
  engine.setWorker(worker);
  const recovery = every(recoverEveryMs, { what: 'freeing work that nobody does', log }, async () => {
    const dead = liveness.isSettled() ? await db.transaction().execute(freeWorkOfDeadWorkers) : [];
    if (dead.length > 0) log.warn({ workers: dead }, 'work of dead workers is free again');
    const known = [...builtIns.known(), ...containers.known()];
    const forgotten = await freeForgottenWork(db, { holder: worker, known, afterSeconds: forgottenAfterSeconds });
    if (forgotten > 0) log.warn({ executions: forgotten }, 'work that this worker did not know of is free again');
    if (dead.length + forgotten === 0) return;
    builtIns.hurry();
    containers.hurry();
  });
  recovery.hurry();
  const sweep = every(sweepEveryMs, { what: 'ending containers that nobody waits for', log }, () =>
    sweepContainers(services),
  );
  sweep.hurry();
  const leaseCheckMs = Math.min(longestLeaseCheckMs, leaseSeconds * 100);
  const leases = every(leaseCheckMs, { what: 'putting back work without heartbeats', log }, async () => {
    const lapsed = await putBackLapsed(db, leaseSeconds);
    if (lapsed.length > 0) log.info({ executions: lapsed.length }, 'work without heartbeats is back in its queue');
  });
  const notices = listenForNotices(pool, {
    channel: workChannel,
    onNotice(payload) {
      const { transitionId, pieces } = parseWorkNotice(payload);
      bell.ring(transitionId, pieces);
      if (transitionId.startsWith('las:transition:commons-')) builtIns.hurry();
    },
    onGap: () => bell.ringAll(),
    onError: (error) => log.warn(errorFields(error), 'not listening for work: connecting again'),
  });
  return {
    async stop() {
      engine.setWorker(null);
      notices.close();
      await Promise.all([timers, recovery, leases, sweep, builtIns, containers].map((part) => part.stop()));
      // Where this fails others free it, once the lock is gone.
      await freeWorkOf(db, worker).catch((error) => log.warn(errorFields(error), 'work is not free yet'));
      await liveness.remove(worker);
    },
  };
}
