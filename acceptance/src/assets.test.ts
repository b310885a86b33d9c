import type { Client } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { collect } from './service/collect.js';
import { newClient } from './service/organization.js';
import { sendRaw } from './service/raw-request.js';
import { refusal } from './service/refusal.js';

let client: Client;
beforeAll(async () => {
  client = await newClient();
});

describe('assets', () => {
  it('keep any bytes, and change them', async () => {
    const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
    const asset = await client.createAsset(bytes, { name: 'all bytes' });
    expect(asset).toEqual({ assetId: asset.assetId, name: 'all bytes', description: null });
    const stored = await client.getAsset(asset.assetId);
    expect(Buffer.from(stored.content ?? '', 'base64').equals(bytes)).toBe(true);
    await client.updateAsset(asset.assetId, { content: new Uint8Array([7]) });
    await expect(client.getAsset(asset.assetId)).resolves.toMatchObject({ content: 'Bw==', name: 'all bytes' });
  });

  it('are listed without their content', async () => {
    const { assetId } = await client.createAsset(new Uint8Array([1]));
    const listed = (await collect(client.listAssets())).find((asset) => asset.assetId === assetId);
    expect(listed).toEqual({ assetId, name: null, description: null });
  });

  it.each(['', '%%%', 'a', 'aGVsbG8', 'aGVs bG8='])('refuse the content %j', async (content) => {
    const body = JSON.stringify({ content });
    const answer = await sendRaw(client.credentials, { method: 'POST', path: '/assets', body });
    expect([answer.status, answer.message]).toEqual([400, expect.stringContaining('content')]);
  });

  it('are gone when they are deleted', async () => {
    const { assetId } = await client.createAsset(new Uint8Array([1]));
    await client.deleteAsset(assetId);
    expect((await refusal(client.getAsset(assetId))).status).toBe(404);
  });

  it('in use stay, and say what uses them', async () => {
    const { assetId } = await client.createAsset(new Uint8Array([1]));
    const parameters = { assets: { jsRemoteComponent: assetId } };
    const { transitionId } = await client.createTransition('manual', { parameters });
    const { status, message } = await refusal(client.deleteAsset(assetId));
    expect([status, message]).toEqual([400, expect.stringContaining(transitionId)]);
    await client.deleteTransition(transitionId);
    await client.deleteAsset(assetId);
  });
});
