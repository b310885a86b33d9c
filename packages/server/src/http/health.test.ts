import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { registerHealth } from './health.js';

const works = async () => 'anything';
const fails = async () => {
  throw new Error('out of order');
};

function ready(options: Partial<Parameters<typeof registerHealth>[1]>) {
  const app = Fastify();
  registerHealth(app, { checks: { database: works }, details: {}, isStopping: () => false, ...options });
  return app.inject('/health/ready');
}

test('a service is ready when all that it needs works', async () => {
  const answer = await ready({ checks: { database: works, documents: works } });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({ status: 'ok', checks: { database: 'ok', documents: 'ok' }, details: {} });
});

test('a service that lacks what it needs says what, and is not ready', async () => {
  const answer = await ready({ checks: { database: works, documents: fails } });
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({ status: 'unavailable', checks: { database: 'ok', documents: 'out of order' } });
});

test('a service is ready without what it can do without, and says so', async () => {
  const details = { containers: async () => 'no container engine reachable at unix:///x', more: fails };
  const answer = await ready({ details });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({
    status: 'ok',
    details: { containers: 'no container engine reachable at unix:///x', more: 'out of order' },
  });
});

test('a service that stops is not ready', async () => {
  const answer = await ready({ isStopping: () => true });
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({ status: 'stopping' });
});
