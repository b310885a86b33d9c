import type { FastifyBaseLogger } from 'fastify';
import type { CronItem } from 'graphile-worker';
import type { Pool } from 'pg';
import type { BlobStore } from '../blobs/blob-store.js';
import type { KnownWorkflows } from '../domain/execution/known-workflows.js';
import type { Quotas } from '../domain/quotas.js';
import type { Mailer } from '../mail/mailer.js';
import { autoTrainHandler } from './auto-train.handler.js';
import { autoTrain } from './auto-train.js';
import { cleanUpHandler } from './clean-up.handler.js';
import { cleanUp } from './clean-up.js';
import { type BoundJob, bind } from './job.js';
import { showLiveness } from './liveness.js';
import { startRecovery } from './recover-jobs.js';
import { removeExpiredDocumentsHandler } from './remove-expired-documents.handler.js';
import { removeExpiredDocumentsJob } from './remove-expired-documents.js';
import { runCompletedContainerHandler } from './run-completed-container.handler.js';
import { runCompletedContainer } from './run-completed-container.js';
import { migrateJobs, startRunner } from './runner.js';
import { sendMailHandler } from './send-mail.handler.js';
import { sendMailJob } from './send-mail.js';
import { trainModelHandler } from './train-model.handler.js';
import { trainModel } from './train-model.js';
import type { TrainingServices } from './training/learn.js';
import { startWorkflowJobs, type WorkflowJobServices } from './workflow/start-workflow-jobs.js';

export interface JobServices extends TrainingServices {
  pool: Pool;
  log: FastifyBaseLogger;
  blobs: BlobStore;
  quotas: Quotas;
  /** Null where no mail server is set: mails are then left to processes that have one. */
  mailer: Mailer | null;
  /** Null in a process that runs no workflows. */
  workflows: (Omit<WorkflowJobServices, 'db' | 'pool' | 'log' | 'liveness'> & { workflows: KnownWorkflows }) | null;
}

const dayMs = 24 * 3_600_000;

/** In UTC. What was missed in the last day, while no process ran, is made up for. */
const cron: CronItem[] = [
  { task: autoTrain.name, match: '* * * * *', options: { jobKey: autoTrain.name } },
  {
    task: removeExpiredDocumentsJob.name,
    match: '17 3 * * *',
    options: { backfillPeriod: dayMs, jobKey: removeExpiredDocumentsJob.name },
  },
  { task: cleanUp.name, match: '37 * * * *', options: { backfillPeriod: dayMs / 24, jobKey: cleanUp.name } },
];

function lightJobs(services: JobServices): BoundJob[] {
  const { db, mailer, workflows } = services;
  return [
    bind(removeExpiredDocumentsJob, removeExpiredDocumentsHandler(services)),
    bind(cleanUp, cleanUpHandler(services)),
    bind(autoTrain, autoTrainHandler(services)),
    ...(workflows ? [bind(runCompletedContainer, runCompletedContainerHandler({ ...workflows, db }))] : []),
    ...(mailer ? [bind(sendMailJob, sendMailHandler({ db, mailer }))] : []),
  ];
}

/** Works on background jobs until it is stopped; any number of processes may do so. Trainings run one at a time. */
export async function startJobs(services: JobServices): Promise<{ stop(): Promise<void> }> {
  const log = services.log.child({ part: 'jobs' });
  await migrateJobs({ pool: services.pool, log });
  const liveness = await showLiveness({ pool: services.pool, log });
  const runnerServices = { pool: services.pool, log, liveness };
  const recovery = await startRecovery({ db: services.db, log, liveness });
  const heavy = await startRunner(runnerServices, {
    jobs: [bind(trainModel, trainModelHandler(services))],
    concurrency: 1,
  });
  const workflows =
    services.workflows && (await startWorkflowJobs({ ...runnerServices, ...services.workflows, db: services.db }));
  const light = await startRunner(runnerServices, { jobs: lightJobs(services), concurrency: 2, cron });
  return {
    async stop() {
      await Promise.all([recovery.stop(), heavy.stop(), light.stop(), workflows?.stop()]);
      await liveness.close();
    },
  };
}
