import { setTimeout as pause } from 'node:timers/promises';
import type { Client, FieldConfig, Training, TrainingReport } from '@las/client';
import type { Progress } from '../output/progress.js';
import { UserError } from '../user-error.js';

/** Of the page as the model sees it; the service keeps but does not need them. */
const pageSize = { width: 1024, height: 1448 };
const millisecondsBetweenLooks = 500;
const patience = 5 * 60_000;

export interface Trained {
  modelId: string;
  trainingId: string;
  report: TrainingReport;
}

/**
 * Makes a model, trains it on a batch and waits for the end.
 *
 * @throws UserError when the training fails, or stands still for minutes
 */
export async function trainModel(
  client: Client,
  fields: FieldConfig,
  { batchId, progress, signal }: { batchId: string; progress: Progress; signal: AbortSignal },
): Promise<Trained> {
  const { modelId } = await client.createModel(pageSize.width, pageSize.height, fields, {
    name: 'Demo',
    preprocessConfig: { autoRotate: false, imageQuality: 'LOW', maxPages: 3 },
  });
  const { trainingId } = await client.createTraining(modelId, { name: 'Demo', batchIds: [batchId] });
  const training = await followTraining(() => client.getTraining(modelId, trainingId), { progress, signal });
  if (training.status !== 'succeeded' || !training.report) {
    throw new UserError(`The training has ${training.status}: ${training.message ?? 'it gave no reason'}`);
  }
  return { modelId, trainingId, report: training.report };
}

/** Looks at a training until it has ended. */
export async function followTraining(
  look: () => PromiseLike<Training>,
  { progress, signal }: { progress: Progress; signal: AbortSignal },
): Promise<Training> {
  let state = '';
  let deadline = Date.now() + patience;
  for (;;) {
    const training = await look();
    if (training.status !== 'queued' && training.status !== 'running') return training;
    progress.update(training.progress, training.activity ?? training.status);
    const now = `${training.progress} ${training.activity}`;
    if (now !== state) deadline = Date.now() + patience;
    state = now;
    if (Date.now() > deadline)
      throw new UserError(`The training stands still at: ${training.activity ?? training.status}`);
    await pause(millisecondsBetweenLooks, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
