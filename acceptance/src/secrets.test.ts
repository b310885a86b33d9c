import type { Client } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { newClient } from './service/organization.js';
import { refusal } from './service/refusal.js';

let client: Client;
beforeAll(async () => {
  client = await newClient();
});

describe('secrets', () => {
  it('never show their data', async () => {
    const secret = await client.createSecret({ token: 'hush-hush' }, { name: 'a' });
    expect(secret).toEqual({ secretId: secret.secretId, name: 'a', description: null });
    const answers = [
      secret,
      await client.updateSecret(secret.secretId, { data: { token: 'hush-hush' } }),
      await client.listSecrets(),
      await client.deleteSecret(secret.secretId),
    ];
    expect(JSON.stringify(answers)).not.toContain('hush');
  });

  it.each([{ a: { b: 'c' } }, { a: ['b'] }, { a: null }])('refuse the data %j', async (data) => {
    const { status, message } = await refusal(client.createSecret(data));
    expect([status, message]).toEqual([400, expect.stringContaining('data')]);
  });

  it('in use stay, and say what uses them', async () => {
    const { secretId } = await client.createSecret({ a: 'b' });
    const parameters = { imageUrl: 'registry.example/a:1', environmentSecrets: [secretId] };
    const { transitionId } = await client.createTransition('docker', { parameters });
    const task = { Type: 'Task', Resource: transitionId, End: true };
    const { workflowId } = await client.createWorkflow(
      { definition: { StartAt: 'A', States: { A: task } } },
      { completedConfig: { imageUrl: 'registry.example/b:1', secretId } },
    );
    const { status, message } = await refusal(client.deleteSecret(secretId));
    expect(status).toBe(400);
    expect([transitionId, workflowId].some((id) => message.includes(id))).toBe(true);
    await client.deleteWorkflow(workflowId);
    await client.deleteTransition(transitionId);
    await expect(client.deleteSecret(secretId)).resolves.toMatchObject({ secretId });
  });
});
