import type { Client } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { collect } from './service/collect.js';
import { images } from './service/documents.js';
import { newClient } from './service/organization.js';
import { refusal } from './service/refusal.js';

let client: Client;
beforeAll(async () => {
  client = await newClient();
});

describe('batches', () => {
  it('are filled in by the service', async () => {
    const before = Date.now() - 60_000;
    const batch = await client.createBatch({ name: 'May', containsPersonallyIdentifiableInformation: true });
    expect(batch).toMatchObject({
      name: 'May',
      description: null,
      containsPersonallyIdentifiableInformation: true,
      numDocuments: 0,
      storageLocation: 'EU',
    });
    expect(Date.parse(batch.createdTime ?? '')).toBeGreaterThan(before);
  });

  it('take null for what existing clients leave empty', async () => {
    await expect(client.createBatch({ name: null, description: null })).resolves.toMatchObject({ description: null });
  });

  it('count their documents', async () => {
    const { batchId } = await client.createBatch();
    await client.createDocument(images['image/png'], 'image/png', { batchId });
    await client.createDocument(images['image/jpeg'], 'image/jpeg', { batchId });
    await expect(client.updateBatch(batchId, { name: 'two' })).resolves.toMatchObject({ numDocuments: 2, name: 'two' });
  });

  it('with documents stay, and go with them when told', async () => {
    const { batchId } = await client.createBatch();
    const { documentId } = await client.createDocument(images['image/png'], 'image/png', { batchId });
    const other = await client.createDocument(images['image/png'], 'image/png');
    expect(await refusal(client.deleteBatch(batchId))).toMatchObject({ status: 400 });
    await expect(client.deleteBatch(batchId, { deleteDocuments: true })).resolves.toMatchObject({ batchId });
    expect((await refusal(client.getDocument(documentId))).status).toBe(404);
    await expect(client.getDocument(other.documentId)).resolves.toHaveProperty('content');
    expect((await collect(client.listBatches())).map((batch) => batch.batchId)).not.toContain(batchId);
  });
});
