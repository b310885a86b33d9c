import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { UnreadableDocumentError } from '../errors.js';
import { useNativeGate } from '../native-gate.js';
import { loadModels, type OcrModels } from '../ocr/models.js';
import { readDocument } from '../read-document.js';
import type { WorkerAnswer, WorkerData, WorkerRequest } from './worker-messages.js';

// Loaded with the first page that needs OCR and kept for the life of the thread.
let models: Promise<OcrModels> | undefined;

if (parentPort !== null) serve(parentPort);

function serve(port: MessagePort): void {
  useNativeGate((workerData as WorkerData).nativeGate);
  const send = (answer: WorkerAnswer) => port.postMessage(answer);
  port.on('message', (request: WorkerRequest) => {
    void answerTo(request, send).then(send);
  });
  send({ kind: 'ready' });
}

async function answerTo(request: WorkerRequest, send: (answer: WorkerAnswer) => void): Promise<WorkerAnswer> {
  const onPage = (done: number, total: number) => send({ kind: 'page', done, total });
  try {
    return { kind: 'reading', reading: await readDocument(request, { models: getModels, onPage }) };
  } catch (error) {
    if (error instanceof UnreadableDocumentError) {
      return { kind: 'unreadable', reason: error.reason, message: error.message };
    }
    return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function getModels(): Promise<OcrModels> {
  models ??= loadModels();
  return models;
}
