import { type Client, ClientException } from '@las/client';
import { endpoints } from '@las/contract';
import { expect, it } from 'vitest';
import { checkedOperations } from './service/checked-fetch.js';
import { collect } from './service/collect.js';
import { images } from './service/documents.js';
import { newEmail, unknownId } from './service/ids.js';
import { newClient } from './service/organization.js';

/** What cannot succeed until workflows run, with how it is refused. */
const refused = {
  executeTransition: 501,
  getTransitionExecution: 404,
  updateTransitionExecution: 404,
  sendHeartbeat: 404,
  executeWorkflow: 501,
  getWorkflowExecution: 404,
  updateWorkflowExecution: 404,
  deleteWorkflowExecution: 404,
  getLog: 404,
} as const;

async function statusOf(call: PromiseLike<unknown>): Promise<number> {
  try {
    await call;
    return 200;
  } catch (error) {
    return error instanceof ClientException ? (error.status ?? 0) : Promise.reject(error);
  }
}

async function useThings(client: Client): Promise<void> {
  const { appClientId } = await client.createAppClient({ name: 'a' });
  await collect(client.listAppClients());
  await client.updateAppClient(appClientId, { name: 'b' });
  const { assetId } = await client.createAsset(new Uint8Array([1, 2, 3]));
  await collect(client.listAssets());
  await client.getAsset(assetId);
  await client.updateAsset(assetId, { description: 'd' });
  const { secretId } = await client.createSecret({ a: 'b' });
  await collect(client.listSecrets());
  await client.updateSecret(secretId, { name: 'n' });
  const { userId } = await client.createUser(newEmail(), { appClientId });
  await collect(client.listUsers());
  await client.getUser(userId);
  await client.updateUser(userId, { name: 'n' });
  await collect(client.listMails());
  await client.deleteUser(userId);
  await client.deleteSecret(secretId);
  await client.deleteAsset(assetId);
  await client.deleteAppClient(appClientId);
}

async function useDocuments(client: Client): Promise<void> {
  const { batchId } = await client.createBatch();
  await client.updateBatch(batchId, { name: 'b' });
  await collect(client.listBatches());
  const { documentId } = await client.createDocument(images['image/tiff'], 'image/tiff', { batchId });
  await client.getDocument(documentId);
  await client.updateDocument(documentId, [{ label: 'total', value: '1.00' }]);
  await client.getDocumentWords(documentId);
  await collect(client.listDocuments({ batchId }));
  const { modelId } = await client.createModel(640, 640, { total: { type: 'amount', maxLength: 16 } });
  await collect(client.listModels());
  await client.getModel(modelId);
  await client.updateModel(modelId, { name: 'm' });
  const { trainingId } = await client.createTraining(modelId, { batchIds: [batchId] });
  await collect(client.listTrainings(modelId));
  await client.getTraining(modelId, trainingId);
  await collect(client.listPredictions());
  await client.deleteModel(modelId);
  await client.deleteBatch(batchId, { deleteDocuments: true });
}

async function useWorkflows(client: Client): Promise<Record<string, number>> {
  const { transitionId } = await client.createTransition('manual');
  await collect(client.listTransitions());
  await client.getTransition(transitionId);
  await client.updateTransition(transitionId, { name: 't' });
  await collect(client.listTransitionExecutions(transitionId));
  const task = { Type: 'Task', Resource: transitionId, End: true };
  const { workflowId } = await client.createWorkflow({ definition: { StartAt: 'A', States: { A: task } } });
  await collect(client.listWorkflows());
  await client.getWorkflow(workflowId);
  await client.updateWorkflow(workflowId, { name: 'w' });
  await collect(client.listWorkflowExecutions(workflowId));
  await collect(client.listLogs());
  const step = unknownId('transition-execution');
  const run = unknownId('workflow-execution');
  const statuses = {
    executeTransition: await statusOf(client.executeTransition(transitionId)),
    getTransitionExecution: await statusOf(client.getTransitionExecution(transitionId, step)),
    updateTransitionExecution: await statusOf(client.updateTransitionExecution(transitionId, step, 'retry')),
    sendHeartbeat: await statusOf(client.sendHeartbeat(transitionId, step)),
    executeWorkflow: await statusOf(client.executeWorkflow(workflowId, {})),
    getWorkflowExecution: await statusOf(client.getWorkflowExecution(workflowId, run)),
    updateWorkflowExecution: await statusOf(client.updateWorkflowExecution(workflowId, run, transitionId)),
    deleteWorkflowExecution: await statusOf(client.deleteWorkflowExecution(workflowId, run)),
    getLog: await statusOf(client.getLog(unknownId('log'))),
  };
  await client.deleteWorkflow(workflowId);
  await client.deleteTransition(transitionId);
  return statuses;
}

it('answers every operation as the contract says', async () => {
  const client = await newClient();
  await useThings(client);
  await useDocuments(client);
  expect(await useWorkflows(client)).toEqual(refused);
  // Both of a trained model, and cancelling, are in models.test.ts: a training takes a while.
  const elsewhere = ['createPrediction', 'getPrediction', 'updateTraining'];
  const missing = Object.keys(endpoints).filter((name) => !checkedOperations.has(name));
  expect(missing.sort()).toEqual([...Object.keys(refused), ...elsewhere].sort());
});
