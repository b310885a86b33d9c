import type { Client, TransitionUpdate, UpdateTransitionExecutionOptions } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { collect } from './service/collect.js';
import { unknownId } from './service/ids.js';
import { newClient } from './service/organization.js';
import { refusal } from './service/refusal.js';

const anySchema = { $schema: 'https://json-schema.org/draft-04/schema#' };

let client: Client;
beforeAll(async () => {
  client = await newClient();
});

describe('transitions', () => {
  it('may be manual, with assets', async () => {
    const { assetId } = await client.createAsset(new Uint8Array([1]));
    const parameters = { assets: { jsRemoteComponent: assetId, fieldConfig: assetId } };
    const transition = await client.createTransition('manual', { name: 'Check', parameters });
    expect(transition).toMatchObject({ transitionType: 'manual', name: 'Check', description: null, parameters });
    expect(transition).toMatchObject({ inputJsonSchema: anySchema, outputJsonSchema: anySchema });
    await expect(client.getTransition(transition.transitionId)).resolves.toEqual(transition);
  });

  it('may be docker, with secrets', async () => {
    const { secretId } = await client.createSecret({ username: 'a', password: 'b' });
    const parameters = {
      imageUrl: 'registry.example/a:1',
      cpu: 256 as const,
      memory: 1024 as const,
      environment: { MODE: 'test' },
      environmentSecrets: [secretId],
      secretId,
    };
    const transition = await client.createTransition('docker', { parameters });
    expect(transition.parameters).toMatchObject(parameters);
  });

  it.each([
    ['docker', undefined],
    ['docker', { environment: {} }],
    ['docker', { imageUrl: 'a', cpu: 512 }],
    ['docker', { imageUrl: 'a', memory: 100 }],
    ['docker', { imageUrl: 'a', credentials: {} }],
    ['docker', { imageUrl: 'a', secretId: unknownId('secret') }],
    ['docker', { imageUrl: 'a', environmentSecrets: [unknownId('secret')] }],
    ['manual', { imageUrl: 'a' }],
    ['manual', { assets: { fieldConfig: unknownId('asset') } }],
    ['manual', { assets: { fieldConfig: 'nonsense' } }],
    ['robot', undefined],
  ])('refuse %s with %j', async (transitionType, parameters) => {
    const options = parameters === undefined ? {} : { parameters: parameters as never };
    expect((await refusal(client.createTransition(transitionType as 'docker', options))).status).toBe(400);
  });

  it('keep schemas of their input and output, and refuse what is none', async () => {
    const inputJsonSchema = { type: 'object', required: ['documentId'] };
    const { transitionId } = await client.createTransition('manual', { inputJsonSchema });
    const outputJsonSchema = { properties: { total: { type: 'string' } } };
    await expect(client.updateTransition(transitionId, { outputJsonSchema })).resolves.toMatchObject({
      inputJsonSchema,
      outputJsonSchema,
    });
    const wrong = { type: 'nonsense' };
    expect((await refusal(client.updateTransition(transitionId, { outputJsonSchema: wrong }))).status).toBe(400);
    expect((await refusal(client.createTransition('manual', { inputJsonSchema: wrong }))).status).toBe(400);
  });

  it('replace assets, environment and secrets whole', async () => {
    const first = await client.createSecret({ a: 'b' });
    const second = await client.createSecret({ a: 'b' });
    const parameters = { imageUrl: 'a', environment: { A: '1', B: '2' }, environmentSecrets: [first.secretId] };
    const { transitionId } = await client.createTransition('docker', { parameters });
    const changes: TransitionUpdate = { environment: { C: '3' }, environmentSecrets: [second.secretId], name: 'n' };
    const changed = await client.updateTransition(transitionId, changes);
    expect(changed.parameters).toMatchObject({
      imageUrl: 'a',
      environment: { C: '3' },
      environmentSecrets: [second.secretId],
    });
    expect(changed.name).toBe('n');
    await client.deleteSecret(first.secretId);
    expect((await refusal(client.deleteSecret(second.secretId))).status).toBe(400);
  });

  it('are listed by type', async () => {
    const { transitionId } = await client.createTransition('manual');
    const ids = async (transitionType: 'docker' | 'manual') =>
      (await collect(client.listTransitions({ transitionType }))).map((one) => one.transitionId);
    expect(await ids('manual')).toContain(transitionId);
    expect(await ids('docker')).not.toContain(transitionId);
  });

  it('in use stay, and say what uses them', async () => {
    const { transitionId } = await client.createTransition('manual');
    const task = { Type: 'Task', Resource: transitionId, End: true };
    const { workflowId } = await client.createWorkflow({ definition: { StartAt: 'A', States: { A: task } } });
    const { status, message } = await refusal(client.deleteTransition(transitionId));
    expect([status, message]).toEqual([400, expect.stringContaining(workflowId)]);
    await client.deleteWorkflow(workflowId);
    await client.deleteTransition(transitionId);
    expect((await refusal(client.getTransition(transitionId))).status).toBe(404);
  });
});

describe('executions of transitions', () => {
  it('are none before a workflow comes to the transition', async () => {
    const { transitionId } = await client.createTransition('manual');
    const { status, message } = await refusal(client.executeTransition(transitionId));
    expect([status, message]).toEqual([404, expect.stringContaining(transitionId)]);
    await expect(client.listTransitionExecutions(transitionId)).resolves.toEqual({
      executions: [],
      nextToken: null,
      transitionId,
    });
  });

  it('that are not known are told so', async () => {
    const { transitionId } = await client.createTransition('manual');
    const executionId = unknownId('transition-execution');
    const update = (status: 'succeeded' | 'failed', options: UpdateTransitionExecutionOptions) => () =>
      client.updateTransitionExecution(transitionId, executionId, status, options);
    const attempts = [
      () => client.getTransitionExecution(transitionId, executionId),
      update('succeeded', { output: {}, startTime: new Date() }),
      update('failed', { error: { message: 'broken' } }),
      () => client.sendHeartbeat(transitionId, executionId),
    ];
    for (const attempt of attempts) expect((await refusal(attempt())).status).toBe(404);
  });

  it('take local times of existing clients, negative offsets included', async () => {
    const { transitionId } = await client.createTransition('manual');
    const executionId = unknownId('transition-execution');
    for (const startTime of ['2021-05-26T12:00:00.123456-05:00', '2021-05-26 12:00:00+0200', null]) {
      const call = client.updateTransitionExecution(transitionId, executionId, 'retry', { startTime });
      expect((await refusal(call)).status).toBe(404);
    }
    const call = client.updateTransitionExecution(transitionId, executionId, 'retry', { startTime: 'noon' });
    expect((await refusal(call)).status).toBe(400);
  });
});
