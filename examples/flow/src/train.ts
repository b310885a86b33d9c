import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@las/client';
import { fields } from './documents.js';

/** Makes a model, trains it on a batch, and waits for the end. */
export async function trainModel(client: Client, batchId: string, signal: AbortSignal): Promise<string> {
  const { modelId } = await client.createModel(1024, 1448, fields, {
    name: 'Flow',
    preprocessConfig: { autoRotate: false, imageQuality: 'LOW', maxPages: 3 },
  });
  const { trainingId } = await client.createTraining(modelId, { batchIds: [batchId] });
  for (;;) {
    const { status, message } = await client.getTraining(modelId, trainingId);
    if (status === 'succeeded') return modelId;
    if (status !== 'queued' && status !== 'running') throw new Error(`The training has ${status}: ${message}`);
    await pause(500, undefined, { signal });
  }
}
