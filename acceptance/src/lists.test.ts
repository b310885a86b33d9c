import type { Client, ListCall, Page, PagingOptions } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { collect } from './service/collect.js';
import { images } from './service/documents.js';
import { unknownId } from './service/ids.js';
import { newClient, service } from './service/organization.js';
import { refusal } from './service/refusal.js';

interface List {
  name: string;
  /** Makes one more. */
  create(client: Client, number: number): PromiseLike<unknown>;
  list(client: Client, options?: PagingOptions): ListCall<Page & Record<string, unknown[]>, string>;
  id: string;
}

const fieldConfig = { total: { type: 'amount' as const, maxLength: 16 } };

const lists: List[] = [
  {
    name: 'app clients',
    create: (client, n) => client.createAppClient({ name: `${n}` }),
    list: (client, options) => client.listAppClients(options) as never,
    id: 'appClientId',
  },
  {
    name: 'assets',
    create: (client, n) => client.createAsset(new Uint8Array([n]), { name: `${n}` }),
    list: (client, options) => client.listAssets(options) as never,
    id: 'assetId',
  },
  {
    name: 'batches',
    create: (client, n) => client.createBatch({ name: `${n}` }),
    list: (client, options) => client.listBatches(options) as never,
    id: 'batchId',
  },
  {
    name: 'documents',
    create: (client) => client.createDocument(images['image/png'], 'image/png'),
    list: (client, options) => client.listDocuments(options) as never,
    id: 'documentId',
  },
  {
    name: 'models',
    create: (client, n) => client.createModel(640, 640, fieldConfig, { name: `${n}` }),
    list: (client, options) => client.listModels(options) as never,
    id: 'modelId',
  },
  {
    name: 'secrets',
    create: (client, n) => client.createSecret({ n: `${n}` }),
    list: (client, options) => client.listSecrets(options) as never,
    id: 'secretId',
  },
  {
    name: 'transitions',
    create: (client, n) => client.createTransition('manual', { name: `${n}` }),
    list: (client, options) => client.listTransitions(options) as never,
    id: 'transitionId',
  },
  {
    name: 'users',
    create: (client, n) => client.createUser(`user${n}@example.com`),
    list: (client, options) => client.listUsers(options) as never,
    id: 'userId',
  },
  {
    name: 'mails',
    create: (client, n) => client.createUser(`mailed${n}@example.com`),
    list: (client, options) => client.listMails(options) as never,
    id: 'mailId',
  },
];

const items = (page: Record<string, unknown>): Record<string, string>[] =>
  Object.values(page).find((value) => Array.isArray(value)) as Record<string, string>[];

let client: Client;
let other: Client;
beforeAll(async () => {
  [client, other] = await Promise.all([newClient(), newClient()]);
});

describe.skipIf(!service).each(lists)('the list of $name', ({ create, list, id }) => {
  beforeAll(async () => {
    for (let number = 0; number < 7; number += 1) await create(client, number);
  });

  it('ends with a null token, on the only page or the last', async () => {
    const { nextToken } = await list(client);
    expect(nextToken).toBeNull();
  });

  it('has each item once, whatever the size of the pages', async () => {
    const whole = items(await list(client, { maxResults: 1000 })).map((item) => item[id]);
    for (const maxResults of [1, 2, 3, 7]) {
      const pages = await collect(list(client, { maxResults }).pages());
      expect(pages.flatMap((page) => items(page).map((item) => item[id]))).toEqual(whole);
      expect(pages.at(-1)?.nextToken).toBeNull();
      expect(pages.slice(0, -1).every((page) => items(page).length === maxResults && page.nextToken)).toBe(true);
    }
  });

  it('stays in step while items come', async () => {
    const first = await list(client, { maxResults: 3 });
    const seen = new Set(items(first).map((item) => item[id]));
    const before = items(await list(client, { maxResults: 1000 })).map((item) => item[id]);
    await create(client, 100);
    for await (const item of list(client, { maxResults: 3, nextToken: first.nextToken ?? '' })) {
      const itemId = (item as unknown as Record<string, string>)[id];
      expect(seen.has(itemId)).toBe(false);
      seen.add(itemId);
    }
    expect(before.every((itemId) => seen.has(itemId))).toBe(true);
  });

  it('refuses tokens that were tampered with, or are from elsewhere', async () => {
    const token = (await list(client, { maxResults: 1 })).nextToken ?? '';
    // Not the last character: some of its bits may stand for nothing.
    const changed = `${token.slice(0, 9)}${token[9] === 'A' ? 'B' : 'A'}${token.slice(10)}`;
    const attempts = [
      () => list(client, { maxResults: 1, nextToken: changed }),
      () => list(client, { maxResults: 1, nextToken: token.slice(0, -4) }),
      () => list(client, { maxResults: 1, nextToken: 'nonsense' }),
      () => list(other, { maxResults: 1, nextToken: token }),
      () => client.listLogs({ nextToken: token }),
    ];
    for (const attempt of attempts) {
      const { status, message } = await refusal(attempt());
      expect([status, message]).toEqual([400, expect.stringContaining('nextToken')]);
    }
  });
});

describe('filters of lists', () => {
  it('are echoed, as arrays where they may hold many', async () => {
    const [batchId, consentId] = [unknownId('batch'), unknownId('consent')];
    await expect(client.listDocuments({ batchId, consentId: [consentId] })).resolves.toEqual({
      documents: [],
      nextToken: null,
      batchId: [batchId],
      consentId: [consentId],
    });
    await expect(client.deleteDocuments({ consentId })).resolves.toEqual({
      documents: [],
      nextToken: null,
      consentId: [consentId],
    });
    await expect(client.listTransitions({ transitionType: ['docker', 'manual'] })).resolves.toMatchObject({
      transitionType: ['docker', 'manual'],
    });
  });

  it('are echoed by lists of executions', async () => {
    const { transitionId } = await client.createTransition('manual');
    await expect(
      client.listTransitionExecutions(transitionId, { status: 'running', sortBy: 'endTime', order: 'ascending' }),
    ).resolves.toEqual({ executions: [], nextToken: null, transitionId, status: ['running'] });
    const definition = { StartAt: 'A', States: { A: { Type: 'Task', Resource: transitionId, End: true } } };
    const { workflowId } = await client.createWorkflow({ definition });
    await expect(
      client.listWorkflowExecutions(workflowId, {
        status: ['failed', 'error'],
        sortBy: 'startTime',
        order: 'descending',
      }),
    ).resolves.toEqual({
      executions: [],
      nextToken: null,
      workflowId,
      status: ['failed', 'error'],
      sortBy: 'startTime',
      order: 'descending',
    });
  });

  it('are echoed by the list of logs, one value each', async () => {
    const filters = {
      workflowId: unknownId('workflow'),
      workflowExecutionId: unknownId('workflow-execution'),
      transitionId: unknownId('transition'),
      transitionExecutionId: unknownId('transition-execution'),
      order: 'descending' as const,
    };
    await expect(client.listLogs(filters)).resolves.toEqual({ logs: [], nextToken: null, ...filters });
  });

  it('select, and belong to the token', async () => {
    const first = await client.createBatch();
    const second = await client.createBatch();
    const create = (batchId: string) => client.createDocument(images['image/png'], 'image/png', { batchId });
    for (const { batchId } of [first, first, second]) await create(batchId);
    const ofFirst = await client.listDocuments({ batchId: first.batchId, maxResults: 1 });
    expect(ofFirst.documents.map(({ batchId }) => batchId)).toEqual([first.batchId]);
    const both = await client.listDocuments({ batchId: [first.batchId, second.batchId] });
    expect(both.documents).toHaveLength(3);
    const { status } = await refusal(
      client.listDocuments({ batchId: second.batchId, maxResults: 1, nextToken: ofFirst.nextToken ?? '' }),
    );
    expect(status).toBe(400);
  });
});
