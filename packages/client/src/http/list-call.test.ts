import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestService } from '../testing/service.js';
import { Transport } from './transport.js';

interface NamePage {
  names: string[];
  nextToken: string | null;
}

let service: TestService;
beforeEach(async () => {
  service = await TestService.start();
  service.behaviours.push(
    { body: { names: ['a', 'b'], nextToken: 't/1' } },
    { body: { names: [], nextToken: 't/2' } },
    { body: { names: ['c'], nextToken: null } },
  );
});
afterEach(() => service[Symbol.asyncDispose]());

function list() {
  const input = { query: { batchId: ['x', 'y'], maxResults: 2 } };
  return new Transport(service.credentials).list<NamePage, 'names'>('GET', '/names', 'names', input);
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

it('gives one page when it is awaited', async () => {
  await expect(list()).resolves.toEqual({ names: ['a', 'b'], nextToken: 't/1' });
  expect(service.requests).toHaveLength(1);
});

it('gives all items when it is iterated over', async () => {
  await expect(collect(list())).resolves.toEqual(['a', 'b', 'c']);
  expect(service.requests.map(({ query }) => query.toString())).toEqual([
    'batchId=x&batchId=y&maxResults=2',
    'batchId=x&batchId=y&maxResults=2&nextToken=t%2F1',
    'batchId=x&batchId=y&maxResults=2&nextToken=t%2F2',
  ]);
});

it('gives all pages', async () => {
  const pages = await collect(list().pages());
  expect(pages.map(({ names }) => names)).toEqual([['a', 'b'], [], ['c']]);
});

it('fetches no page that is not needed', async () => {
  for await (const name of list()) if (name === 'b') break;
  expect(service.requests).toHaveLength(1);
});

it('goes on from the page that was awaited', async () => {
  const call = list();
  await call;
  await collect(call);
  expect(service.requests).toHaveLength(3);
});

it('fails with the page that fails', async () => {
  service.behaviours.splice(1, 2, { status: 400, body: { message: 'nextToken is not valid' } });
  await expect(collect(list())).rejects.toThrow('nextToken is not valid');
});
