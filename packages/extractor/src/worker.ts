import { parentPort } from 'node:worker_threads';
import { assembleModel } from './training/assemble-model.js';
import { planTraining } from './training/plan-training.js';
import { runTask } from './training/run-task.js';
import type { TrainingPlan } from './training/training-plan.js';
import type { TrainingDocument } from './types.js';
import type { Reply, Request } from './workers/messages.js';
import { buffersOf } from './workers/transferables.js';

/** The worker thread of a training: gets the documents, then plans, runs tasks or assembles, as it is asked. */
const port = parentPort;
if (!port) throw new Error('This file runs as a worker thread only');

const documents: TrainingDocument[] = [];
let plan: TrainingPlan | undefined;

const reply = (message: Reply, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

port.on('message', (request: Request) => {
  try {
    answer(request);
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    reply({ kind: 'failed', name, message, stack });
  }
});

function answer(request: Request): void {
  switch (request.kind) {
    case 'documents':
      documents.push(...request.documents);
      return;
    case 'plan': {
      plan = planTraining(documents, request.fields, { seed: request.seed });
      const { documents: _, ...outline } = plan;
      reply({ kind: 'planned', outline });
      return;
    }
    case 'adopt':
      plan = { ...request.outline, documents };
      reply({ kind: 'adopted' });
      return;
    case 'run': {
      const result = runTask(planned(), request.task, (fraction) => reply({ kind: 'progress', fraction }));
      reply({ kind: 'result', result }, buffersOf(result));
      return;
    }
    case 'assemble': {
      const training = assembleModel(planned(), request.results);
      reply({ kind: 'assembled', training });
    }
  }
}

function planned(): TrainingPlan {
  if (!plan) throw new Error('Asked to work before there is a plan');
  return plan;
}
