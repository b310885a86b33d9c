import type { EndpointName } from '@las/contract';
import { unknownId } from './ids.js';

/** A body that meets the contract, for each operation that takes one. What it refers to does not exist. */
export const validBodies: Partial<Record<EndpointName, Record<string, unknown>>> = {
  createAppClient: { name: 'a' },
  updateAppClient: { name: 'a' },
  createAsset: { content: 'aGVsbG8=' },
  updateAsset: { name: 'a' },
  createBatch: {},
  updateBatch: { name: 'a' },
  createDocument: { content: 'aGVsbG8=', contentType: 'application/pdf' },
  updateDocument: { groundTruth: [] },
  createModel: { width: 640, height: 640, fieldConfig: { total: { type: 'amount', maxLength: 16 } } },
  updateModel: { name: 'a' },
  createTraining: {},
  updateAutoTrain: { afterCorrections: 1 },
  updateTraining: { status: 'cancelled' },
  createPrediction: { documentId: unknownId('document'), modelId: unknownId('model') },
  createSecret: { data: {} },
  updateSecret: { name: 'a' },
  createTransition: { transitionType: 'manual' },
  updateTransition: { name: 'a' },
  executeTransition: {},
  updateTransitionExecution: { status: 'succeeded', output: {} },
  sendHeartbeat: {},
  createUser: { email: 'ada@example.com' },
  updateUser: { name: 'a' },
  createWorkflow: { specification: { definition: {} } },
  updateWorkflow: { name: 'a' },
  executeWorkflow: { input: {} },
  updateWorkflowExecution: { nextTransitionId: 'las:transition:commons-failed' },
};
