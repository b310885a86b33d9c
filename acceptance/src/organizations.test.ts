import type { Client } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { images } from './service/documents.js';
import { newClient, service } from './service/organization.js';
import { refusal } from './service/refusal.js';

const fieldConfig = { total: { type: 'amount' as const, maxLength: 16 } };

/** Things of one organization, made once. */
async function makeThings(client: Client) {
  const [appClient, asset, batch, document] = await Promise.all([
    client.createAppClient(),
    client.createAsset(new Uint8Array([1])),
    client.createBatch(),
    client.createDocument(images['image/png'], 'image/png', { consentId: `las:consent:${'0'.repeat(32)}` }),
  ]);
  const [model, secret, transition, user] = await Promise.all([
    client.createModel(640, 640, fieldConfig),
    client.createSecret({ a: 'b' }),
    client.createTransition('manual'),
    client.createUser('ada@example.com'),
  ]);
  const definition = { StartAt: 'A', States: { A: { Type: 'Task', Resource: transition.transitionId, End: true } } };
  const workflow = await client.createWorkflow({ definition });
  const training = await client.createTraining(model.modelId);
  return { appClient, asset, batch, document, model, secret, transition, user, workflow, training };
}

type Things = Awaited<ReturnType<typeof makeThings>>;

/** What another organization may try. */
const attempts: [string, (client: Client, things: Things) => PromiseLike<unknown>][] = [
  ['updateAppClient', (client, { appClient }) => client.updateAppClient(appClient.appClientId, { name: 'x' })],
  ['deleteAppClient', (client, { appClient }) => client.deleteAppClient(appClient.appClientId)],
  ['getAsset', (client, { asset }) => client.getAsset(asset.assetId)],
  ['updateAsset', (client, { asset }) => client.updateAsset(asset.assetId, { name: 'x' })],
  ['deleteAsset', (client, { asset }) => client.deleteAsset(asset.assetId)],
  ['updateBatch', (client, { batch }) => client.updateBatch(batch.batchId, { name: 'x' })],
  ['deleteBatch', (client, { batch }) => client.deleteBatch(batch.batchId)],
  ['getDocument', (client, { document }) => client.getDocument(document.documentId)],
  ['getDocumentWords', (client, { document }) => client.getDocumentWords(document.documentId)],
  ['updateDocument', (client, { document }) => client.updateDocument(document.documentId, [])],
  ['getModel', (client, { model }) => client.getModel(model.modelId)],
  ['updateModel', (client, { model }) => client.updateModel(model.modelId, { name: 'x' })],
  ['deleteModel', (client, { model }) => client.deleteModel(model.modelId)],
  ['createTraining', (client, { model }) => client.createTraining(model.modelId)],
  ['listTrainings', (client, { model }) => client.listTrainings(model.modelId)],
  ['getTraining', (client, { model, training }) => client.getTraining(model.modelId, training.trainingId)],
  [
    'updateTraining',
    (client, { model, training }) => client.updateTraining(model.modelId, training.trainingId, { status: 'cancelled' }),
  ],
  ['updateSecret', (client, { secret }) => client.updateSecret(secret.secretId, { data: {} })],
  ['deleteSecret', (client, { secret }) => client.deleteSecret(secret.secretId)],
  ['getTransition', (client, { transition }) => client.getTransition(transition.transitionId)],
  ['updateTransition', (client, { transition }) => client.updateTransition(transition.transitionId, { name: 'x' })],
  ['deleteTransition', (client, { transition }) => client.deleteTransition(transition.transitionId)],
  ['executeTransition', (client, { transition }) => client.executeTransition(transition.transitionId)],
  ['listTransitionExecutions', (client, { transition }) => client.listTransitionExecutions(transition.transitionId)],
  ['getUser', (client, { user }) => client.getUser(user.userId)],
  ['updateUser', (client, { user }) => client.updateUser(user.userId, { name: 'x' })],
  ['deleteUser', (client, { user }) => client.deleteUser(user.userId)],
  ['getWorkflow', (client, { workflow }) => client.getWorkflow(workflow.workflowId)],
  ['updateWorkflow', (client, { workflow }) => client.updateWorkflow(workflow.workflowId, { name: 'x' })],
  ['deleteWorkflow', (client, { workflow }) => client.deleteWorkflow(workflow.workflowId)],
  ['executeWorkflow', (client, { workflow }) => client.executeWorkflow(workflow.workflowId, {})],
  ['listWorkflowExecutions', (client, { workflow }) => client.listWorkflowExecutions(workflow.workflowId)],
];

/** References to another organization's things in a body. */
const references: [string, (client: Client, things: Things) => PromiseLike<unknown>][] = [
  [
    'a batch for a document',
    (client, { batch }) => client.createDocument(images['image/png'], 'image/png', { batchId: batch.batchId }),
  ],
  [
    'a document and a model for a prediction',
    (client, { document, model }) => client.createPrediction(document.documentId, model.modelId),
  ],
  [
    'a batch for a training',
    async (client, { batch }) => {
      const { modelId } = await client.createModel(640, 640, fieldConfig);
      return client.createTraining(modelId, { batchIds: [batch.batchId] });
    },
  ],
  [
    'an asset for a transition',
    (client, { asset }) =>
      client.createTransition('manual', { parameters: { assets: { fieldConfig: asset.assetId } } }),
  ],
  [
    'a secret for a transition',
    (client, { secret }) =>
      client.createTransition('docker', { parameters: { imageUrl: 'a', secretId: secret.secretId } }),
  ],
  [
    'an app client for a user',
    (client, { appClient }) => client.createUser('bob@example.com', { appClientId: appClient.appClientId }),
  ],
  [
    'a transition for a workflow',
    (client, { transition }) => {
      const task = { Type: 'Task', Resource: transition.transitionId, End: true };
      return client.createWorkflow({ definition: { StartAt: 'A', States: { A: task } } });
    },
  ],
];

describe.skipIf(!service)('another organization', () => {
  let mine: Client;
  let other: Client;
  let things: Things;
  beforeAll(async () => {
    [mine, other] = await Promise.all([newClient(), newClient()]);
    things = await makeThings(mine);
  });

  it.each(attempts)('is told by %s that there is nothing', async (_, attempt) => {
    expect((await refusal(attempt(other, things))).status).toBe(404);
  });

  it.each(references)('cannot refer to %s', async (_, attempt) => {
    expect([400, 404]).toContain((await refusal(attempt(other, things))).status);
  });

  it('sees nothing in its lists', async () => {
    await expect(other.listAssets()).resolves.toMatchObject({ assets: [] });
    await expect(other.listBatches()).resolves.toMatchObject({ batches: [] });
    await expect(other.listDocuments()).resolves.toMatchObject({ documents: [] });
    await expect(other.listMails()).resolves.toMatchObject({ mails: [] });
    await expect(other.listPredictions()).resolves.toMatchObject({ predictions: [] });
    await expect(other.listSecrets()).resolves.toMatchObject({ secrets: [] });
    await expect(other.listTransitions()).resolves.toMatchObject({ transitions: [] });
    await expect(other.listUsers()).resolves.toMatchObject({ users: [] });
    await expect(other.listWorkflows()).resolves.toMatchObject({ workflows: [] });
    const { appClients } = await other.listAppClients();
    expect(appClients.map(({ appClientId }) => appClientId)).not.toContain(things.appClient.appClientId);
  });

  it('deletes nothing by a consent or all at once', async () => {
    const { consentId } = things.document;
    await other.deleteDocuments({ consentId: consentId ?? expect.fail('no consent') });
    await other.deleteDocuments();
    await expect(mine.getDocument(things.document.documentId)).resolves.toHaveProperty('content');
  });

  it('leaves all as it was', async () => {
    await expect(mine.getUser(things.user.userId)).resolves.toEqual(things.user);
    await expect(mine.getTransition(things.transition.transitionId)).resolves.toEqual(things.transition);
    await expect(mine.getWorkflow(things.workflow.workflowId)).resolves.toEqual(things.workflow);
  });
});
