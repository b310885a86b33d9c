import { Client } from '@las/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { images } from './service/documents.js';
import { checkedClient, newOrganization, service } from './service/organization.js';
import { refusal } from './service/refusal.js';
import { type StartedService, startService } from './service/start-service.js';

describe.skipIf(!service)('a service with limits', () => {
  let limited: StartedService;
  beforeAll(async () => {
    limited = await startService(['--quotas', 'published', '--rate-limit', '20', '--max-document-bytes', '10000']);
  });
  afterAll(() => limited?.stop());

  async function patientClient(): Promise<Client> {
    return new Client(await newOrganization(limited));
  }

  it('refuses what goes beyond a quota, and allows it again when something is deleted', async () => {
    const client = await patientClient();
    const { secretId } = await client.createSecret({ a: 'b' });
    for (let number = 1; number < 5; number += 1) await client.createSecret({ a: 'b' });
    expect(await refusal(client.createSecret({ a: 'b' }))).toEqual({
      name: 'LimitExceededException',
      status: 429,
      message: 'Limit Exceeded',
    });
    await client.deleteSecret(secretId);
    await expect(client.createSecret({ a: 'b' })).resolves.toHaveProperty('secretId');
  });

  it('counts one organization at a time', async () => {
    const [first, second] = [await patientClient(), await patientClient()];
    for (let number = 0; number < 5; number += 1) await first.createSecret({ a: 'b' });
    await expect(second.createSecret({ a: 'b' })).resolves.toHaveProperty('secretId');
  });

  it('slows down whoever calls too often, and the client waits', async () => {
    const credentials = await newOrganization(limited);
    const hasty = checkedClient(credentials);
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => hasty.listBatches()));
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    for (const error of refused) {
      expect(error).toMatchObject({ name: 'TooManyRequestsException', message: 'Too Many Requests' });
    }
    const patient = new Client(credentials, { maxRetries: 10 });
    const answers = await Promise.all(Array.from({ length: 40 }, () => patient.listBatches()));
    expect(answers).toHaveLength(40);
  });

  it('refuses content that is too large, with 413', async () => {
    const client = await patientClient();
    const large = new Uint8Array(20_000);
    large.set(images['image/png']);
    const document = await refusal(client.createDocument(large, 'image/png'));
    expect(document).toMatchObject({ name: 'PayloadTooLargeException', status: 413 });
    expect(document.message).toMatch(/\d/);
    await expect(client.createDocument(large.slice(0, 10_000), 'image/png')).resolves.toHaveProperty('documentId');
    expect((await refusal(client.createAsset(large))).status).toBe(413);
  });
});
