import type { FastifyBaseLogger } from 'fastify';
import type { ContainerRunner } from '../../containers/container-runner.js';
import type { Database } from '../../db/database.js';
import { findWaitingJobs } from '../../db/jobs.js';
import { findStandings } from '../../db/service-work.js';
import { completedKeyOf } from '../run-completed-container.js';

/** Ends containers that nobody waits for: those of tasks that have ended or were deleted while their worker was dead. */
export async function sweepContainers(services: {
  db: Database;
  containers: ContainerRunner;
  log: FastifyBaseLogger;
}): Promise<void> {
  const { db, containers, log } = services;
  const left = await containers.leftContainers().catch(() => []);
  if (left.length === 0) return;
  const ids = left.map(({ taskId }) => taskId);
  const standings = await findStandings(db, ids);
  const jobs = await findWaitingJobs(db, ids.map(completedKeyOf));
  for (const container of left) {
    if (standings.get(container.taskId) !== 'given-up' || jobs.has(completedKeyOf(container.taskId))) continue;
    log.warn({ executionId: container.taskId }, 'container that nobody waits for is ended');
    await container.end();
  }
}
