import type { Client } from '@las/client';
import { endpoints } from '@las/contract';
import { expect, it } from 'vitest';
import { checkedOperations } from './service/checked-fetch.js';
import { collect } from './service/collect.js';
import { images } from './service/documents.js';
import { lease, newQueue } from './service/flows.js';
import { newEmail } from './service/ids.js';
import { newClient } from './service/organization.js';

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
  await client.updateAutoTrain(modelId, { afterCorrections: 1000 });
  await client.getAutoTrain(modelId);
  await collect(client.listPredictions());
  await client.deleteModel(modelId);
  await client.deleteBatch(batchId, { deleteDocuments: true });
}

async function useTransitions(client: Client, transitionId: string): Promise<void> {
  await collect(client.listTransitions());
  await client.getTransition(transitionId);
  await client.updateTransition(transitionId, { name: 't' });
  const { executionId } = await lease(client, transitionId);
  await client.sendHeartbeat(transitionId, executionId);
  await client.getTransitionExecution(transitionId, executionId);
  await client.getTransitionQueue(transitionId);
  await client.updateTransitionExecution(transitionId, executionId, 'succeeded', { output: {} });
  await collect(client.listTransitionExecutions(transitionId));
}

async function useWorkflows(client: Client): Promise<void> {
  const { workflowId, transitionId } = await newQueue(client);
  await collect(client.listWorkflows());
  await client.getWorkflow(workflowId);
  await client.getWorkflowDefinition(workflowId);
  await client.updateWorkflow(workflowId, { name: 'w' });
  const { executionId } = await client.executeWorkflow(workflowId, {});
  await useTransitions(client, transitionId);
  await client.getWorkflowExecution(workflowId, executionId);
  await collect(client.listWorkflowExecutionEvents(workflowId, executionId));
  await collect(client.listWorkflowExecutions(workflowId));
  const second = await client.executeWorkflow(workflowId, {});
  await client.updateWorkflowExecution(workflowId, second.executionId, 'las:transition:commons-failed');
  await client.deleteWorkflowExecution(workflowId, second.executionId);
  await collect(client.listLogs());
  await client.deleteWorkflow(workflowId);
  await client.deleteTransition(transitionId);
}

it('answers every operation as the contract says', async () => {
  const client = await newClient();
  await useThings(client);
  await useDocuments(client);
  await useWorkflows(client);
  // Those of a trained model, and cancelling, are in models.test.ts: a training takes a while. Logs are those of containers.
  const elsewhere = ['createPrediction', 'getLog', 'getPrediction', 'updateTraining'];
  const missing = Object.keys(endpoints).filter((name) => !checkedOperations.has(name));
  expect(missing.sort()).toEqual(elsewhere);
});
