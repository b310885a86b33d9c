import { parentPort, workerData } from 'node:worker_threads';
import { loadModel, ModelFormatError } from '@las/extractor';
import type { ExtractionData, ExtractionReply, ExtractionRequest } from './extraction-message.js';
import { createKeptModels } from './kept-models.js';

const { mostFields }: ExtractionData = workerData;
const models = createKeptModels(loadModel, mostFields);

function extract({ trainingId, pages, model }: ExtractionRequest): ExtractionReply {
  try {
    const extractor = models.get(trainingId) ?? (model ? models.load(trainingId, model) : undefined);
    return extractor ? { kind: 'fields', fields: extractor.extract(pages) } : { kind: 'wanted' };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: error instanceof ModelFormatError ? 'foreign' : 'failed', message };
  }
}

function reply(message: ExtractionReply): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (request: ExtractionRequest) => reply(extract(request)));
reply({ kind: 'ready' });
