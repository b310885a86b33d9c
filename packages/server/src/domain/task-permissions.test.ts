import { type EndpointName, endpoints } from '@las/contract';
import { expect, test } from 'vitest';
import { mayCall, taskScopes } from './task-permissions.js';

const executionId = `las:transition-execution:${'a'.repeat(32)}`;
const caller = { organizationId: 'o', appClientId: executionId, clientId: 'c', scopes: taskScopes };
const task = { ...caller, taskExecutionId: executionId };
const names = Object.keys(endpoints) as EndpointName[];

test('an app client may call whatever its scopes allow', () => {
  for (const name of names) expect(mayCall(caller, name, {})).toBe(true);
});

test('a task may do this and nothing else', () => {
  expect(names.filter((name) => mayCall(task, name, { executionId })).sort()).toEqual([
    'createPrediction',
    'getAsset',
    'getDocument',
    'getDocumentWords',
    'getModel',
    'getPrediction',
    'getTransitionExecution',
    'listAssets',
    'listBatches',
    'listDocuments',
    'listModels',
    'listPredictions',
    'sendHeartbeat',
    'updateDocument',
    'updateTransitionExecution',
  ]);
});

test('a task may touch no execution but its own', () => {
  const other = { executionId: `las:transition-execution:${'b'.repeat(32)}` };
  for (const name of ['getTransitionExecution', 'updateTransitionExecution', 'sendHeartbeat']) {
    expect(mayCall(task, name, other)).toBe(false);
    expect(mayCall(task, name, {})).toBe(false);
  }
});

test('tokens of tasks have no scope for app clients, secrets, users, workflows, logs or transitions', () => {
  for (const scope of taskScopes) {
    expect(scope).not.toMatch(/^(appclients|secrets|users|workflows|workflows\.executions|logs|transitions):/);
  }
});
