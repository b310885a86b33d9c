import { randomUUID } from 'node:crypto';
import { Client } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkedFetch } from './service/checked-fetch.js';
import { collect } from './service/collect.js';
import { newEmail } from './service/ids.js';
import { newClient, service } from './service/organization.js';
import { refusal } from './service/refusal.js';

let client: Client;
beforeAll(async () => {
  client = await newClient();
});

async function batchesNamed(name: string): Promise<number> {
  return (await collect(client.listBatches({ maxResults: 1000 }))).filter((batch) => batch.name === name).length;
}

describe('a repeated request', () => {
  it('gets the answer of the first and makes nothing new', async () => {
    const request = { idempotencyKey: randomUUID() };
    const name = randomUUID();
    const first = await client.createBatch({ name }, request);
    await expect(client.createBatch({ name }, request)).resolves.toEqual(first);
    expect(await batchesNamed(name)).toBe(1);
  });

  it('gets it at the same time as well', async () => {
    const request = { idempotencyKey: randomUUID() };
    const name = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.createBatch({ name }, request)));
    expect(new Set(answers.map(({ batchId }) => batchId)).size).toBe(1);
    expect(await batchesNamed(name)).toBe(1);
  });

  it('gets the secret of an app client again', async () => {
    const request = { idempotencyKey: randomUUID() };
    const first = await client.createAppClient({ name: 'a' }, request);
    const second = await client.createAppClient({ name: 'a' }, request);
    expect(second.clientSecret).toBe(first.clientSecret);
  });

  it('is refused with another body', async () => {
    const request = { idempotencyKey: randomUUID() };
    await client.createBatch({ name: 'a' }, request);
    const { status, message } = await refusal(client.createBatch({ name: 'b' }, request));
    expect([status, message]).toEqual([400, expect.stringContaining('Idempotency-Key')]);
  });

  it('may be made after one that was refused', async () => {
    const request = { idempotencyKey: randomUUID() };
    await refusal(client.createUser('nobody', {}, request));
    await expect(client.createUser(newEmail(), {}, request)).resolves.toHaveProperty('userId');
  });

  it.skipIf(!service)('is another one for another organization', async () => {
    const other = await newClient();
    const request = { idempotencyKey: randomUUID() };
    const mine = await client.createBatch({ name: 'a' }, request);
    const theirs = await other.createBatch({ name: 'a' }, request);
    expect(theirs.batchId).not.toBe(mine.batchId);
  });

  it('is what the client makes when an answer is lost', async () => {
    let lost = 0;
    const losing: typeof fetch = async (input, init) => {
      const answer = await checkedFetch(input, init);
      if (init?.method !== 'POST' || !String(input).endsWith('/batches') || lost > 0) return answer;
      lost += 1;
      throw new TypeError('the connection broke');
    };
    const name = randomUUID();
    await new Client(client.credentials, { fetch: losing }).createBatch({ name });
    expect(lost).toBe(1);
    expect(await batchesNamed(name)).toBe(1);
  });
});
