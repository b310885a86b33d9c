import { type EndpointName, endpoints } from '@las/contract';
import { Check } from 'typebox/value';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Client } from './client.js';
import { TestService } from './testing/service.js';

const hex = '0123456789abcdef0123456789abcdef';
const id = (kind: string) => `las:${kind}:${hex}`;
const bytes = new Uint8Array([1, 2, 3]);
const fieldConfig = { total: { type: 'amount' as const, maxLength: 16 } };
const paging = { maxResults: 7, nextToken: 'abc' };
const specification = { definition: { StartAt: 'A', States: {} } };
const docker = { parameters: { imageUrl: 'a/b:1', memory: 512 as const } };

/** A call of each operation, with all that it takes. */
const calls: Record<EndpointName, (client: Client) => Promise<unknown>> = {
  createAppClient: (client) => client.createAppClient({ name: 'a', loginUrls: ['https://a.example'] }),
  listAppClients: (client) => client.listAppClients(paging),
  updateAppClient: (client) => client.updateAppClient(id('app-client'), { name: null }),
  deleteAppClient: (client) => client.deleteAppClient(id('app-client')),
  createAsset: (client) => client.createAsset(bytes, { name: 'a', description: null }),
  listAssets: (client) => client.listAssets(paging),
  getAsset: (client) => client.getAsset(id('asset')),
  updateAsset: (client) => client.updateAsset(id('asset'), { content: bytes, name: 'b' }),
  deleteAsset: (client) => client.deleteAsset(id('asset')),
  createBatch: (client) => client.createBatch({ containsPersonallyIdentifiableInformation: true }),
  listBatches: (client) => client.listBatches(paging),
  updateBatch: (client) => client.updateBatch(id('batch'), { description: 'a' }),
  deleteBatch: (client) => client.deleteBatch(id('batch')),
  createDocument: (client) =>
    client.createDocument(bytes, 'image/png', {
      batchId: id('batch'),
      consentId: id('consent'),
      groundTruth: [{ label: 'total', value: '1.00' }],
    }),
  listDocuments: (client) => client.listDocuments({ ...paging, batchId: id('batch') }),
  deleteDocuments: (client) => client.deleteDocuments({ consentId: [id('consent'), id('consent')] }),
  getDocument: (client) => client.getDocument(id('document')),
  updateDocument: (client) => client.updateDocument(id('document'), [{ label: 'paid', value: true }]),
  getDocumentWords: (client) => client.getDocumentWords(id('document'), { maxPages: 2, autoRotate: false }),
  listLogs: (client) => client.listLogs({ ...paging, workflowId: id('workflow'), order: 'ascending' }),
  getLog: (client) => client.getLog(id('log')),
  listMails: (client) => client.listMails(paging),
  createModel: (client) => client.createModel(640, 960, fieldConfig, { name: 'a' }),
  listModels: (client) => client.listModels(paging),
  getModel: (client) => client.getModel('las:model:invoice_1'),
  updateModel: (client) => client.updateModel(id('model'), { status: 'training' }),
  deleteModel: (client) => client.deleteModel(id('model')),
  createTraining: (client) => client.createTraining(id('model'), { batchIds: [id('batch')] }),
  listTrainings: (client) => client.listTrainings(id('model'), paging),
  getTraining: (client) => client.getTraining(id('model'), id('training')),
  getAutoTrain: (client) => client.getAutoTrain(id('model')),
  updateAutoTrain: (client) => client.updateAutoTrain(id('model'), { afterCorrections: 20, everyHours: null }),
  updateTraining: (client) => client.updateTraining(id('model'), id('training'), { status: 'cancelled' }),
  createPrediction: (client) => client.createPrediction(id('document'), id('model'), { maxPages: 3 }),
  listPredictions: (client) => client.listPredictions(paging),
  getPrediction: (client) => client.getPrediction(id('prediction')),
  createSecret: (client) => client.createSecret({ username: 'a' }, { name: 'b' }),
  listSecrets: (client) => client.listSecrets(paging),
  updateSecret: (client) => client.updateSecret(id('secret'), { data: {} }),
  deleteSecret: (client) => client.deleteSecret(id('secret')),
  createTransition: (client) => client.createTransition('docker', docker),
  listTransitions: (client) => client.listTransitions({ transitionType: ['docker', 'manual'] }),
  getTransition: (client) => client.getTransition('las:transition:commons-failed'),
  updateTransition: (client) => client.updateTransition(id('transition'), { environment: {} }),
  deleteTransition: (client) => client.deleteTransition(id('transition')),
  getTransitionQueue: (client) => client.getTransitionQueue(id('transition')),
  executeTransition: (client) => client.executeTransition(id('transition'), { waitSeconds: 20 }),
  listTransitionExecutions: (client) =>
    client.listTransitionExecutions(id('transition'), { status: 'running', executionId: id('transition-execution') }),
  getTransitionExecution: (client) => client.getTransitionExecution(id('transition'), id('transition-execution')),
  updateTransitionExecution: (client) =>
    client.updateTransitionExecution(id('transition'), id('transition-execution'), 'succeeded', {
      output: { a: 1 },
      startTime: new Date(0),
    }),
  sendHeartbeat: (client) => client.sendHeartbeat(id('transition'), id('transition-execution')),
  createUser: (client) => client.createUser('ada@example.com', { appClientId: id('app-client') }),
  listUsers: (client) => client.listUsers(paging),
  getUser: (client) => client.getUser(id('user')),
  updateUser: (client) => client.updateUser(id('user'), { name: 'Ada' }),
  deleteUser: (client) => client.deleteUser(id('user')),
  createWorkflow: (client) => client.createWorkflow(specification, { errorConfig: { manualRetry: true } }),
  listWorkflows: (client) => client.listWorkflows(paging),
  getWorkflow: (client) => client.getWorkflow(id('workflow')),
  updateWorkflow: (client) => client.updateWorkflow(id('workflow'), { completedConfig: { imageUrl: 'a' } }),
  deleteWorkflow: (client) => client.deleteWorkflow(id('workflow')),
  getWorkflowDefinition: (client) => client.getWorkflowDefinition(id('workflow')),
  executeWorkflow: (client) => client.executeWorkflow(id('workflow'), { a: 1 }),
  listWorkflowExecutions: (client) =>
    client.listWorkflowExecutions(id('workflow'), { status: ['failed', 'error'], sortBy: 'endTime' }),
  getWorkflowExecution: (client) => client.getWorkflowExecution(id('workflow'), id('workflow-execution')),
  listWorkflowExecutionEvents: (client) =>
    client.listWorkflowExecutionEvents(id('workflow'), id('workflow-execution'), paging),
  updateWorkflowExecution: (client) =>
    client.updateWorkflowExecution(id('workflow'), id('workflow-execution'), 'las:transition:commons-failed'),
  deleteWorkflowExecution: (client) => client.deleteWorkflowExecution(id('workflow'), id('workflow-execution')),
};

let service: TestService;
beforeAll(async () => {
  service = await TestService.start();
});
afterAll(() => service[Symbol.asyncDispose]());

/** Query parameters as the contract has them: what is an array there is one, what is a number is one. */
function parseQuery(query: URLSearchParams, schema: { properties: Record<string, { type: string }> }) {
  const parse = {
    array: (values: string[]) => values,
    integer: ([v]: string[]) => Number(v),
    boolean: ([v]: string[]) => v === 'true',
  };
  return Object.fromEntries(
    [...new Set(query.keys())].map((key) => {
      const values = query.getAll(key);
      const type = schema.properties[key]?.type as keyof typeof parse;
      return [key, parse[type]?.(values) ?? values[0]];
    }),
  );
}

it.each(Object.entries(calls) as [EndpointName, (client: Client) => Promise<unknown>][])(
  '%s calls as the contract says',
  async (name, call) => {
    service.requests.length = 0;
    await call(new Client(service.credentials));
    const [request] = service.requests;
    const row = endpoints[name];
    const pattern = new RegExp(`^/v1${row.path.replace(/\{\w+\}/g, 'las:[a-z-]+:[\\w-]+')}$`);
    expect(request?.method).toBe(row.method);
    expect(request?.path).toMatch(pattern);
    if (row.query) expect(Check(row.query, parseQuery(request!.query, row.query as never))).toBe(true);
    else expect(request?.query.size).toBe(0);
    if (row.body) expect(Check(row.body, JSON.parse(request!.text))).toBe(true);
    else expect(request?.text).toBe('');
  },
);

it('deletes the documents of a batch first when told', async () => {
  service.requests.length = 0;
  service.behaviours.push(
    { body: { documents: [{}], nextToken: 't' } },
    { body: { documents: [{}], nextToken: null } },
    { body: { batchId: id('batch') } },
  );
  const client = new Client(service.credentials);
  await expect(client.deleteBatch(id('batch'), { deleteDocuments: true })).resolves.toEqual({ batchId: id('batch') });
  expect(service.requests.map(({ method, path, query }) => `${method} ${path}?${query}`)).toEqual([
    `DELETE /v1/documents?batchId=las%3Abatch%3A${hex}`,
    `DELETE /v1/documents?batchId=las%3Abatch%3A${hex}&nextToken=t`,
    `DELETE /v1/batches/${id('batch')}?`,
  ]);
});

it('always says whether an app client gets a secret', async () => {
  service.requests.length = 0;
  const client = new Client(service.credentials);
  await client.createAppClient();
  await client.createAppClient({ generateSecret: false });
  expect(service.requests.map(({ text }) => JSON.parse(text))).toEqual([
    { generateSecret: true },
    { generateSecret: false },
  ]);
});

it('calls with the fetch that it is given', async () => {
  const urls: string[] = [];
  const client = new Client(service.credentials, {
    fetch: async (input, init) => {
      urls.push(String(input));
      return fetch(input, init);
    },
  });
  await client.listBatches();
  expect(urls.map((url) => new URL(url).pathname)).toEqual(['/token', '/v1/batches']);
});
