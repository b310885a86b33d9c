import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { Client } from '../client.js';
import { Transport } from '../http/transport.js';
import { TransitionExecutions } from '../resources/transition-executions.js';
import type { JsonObject, TransitionExecution } from '../shapes.js';
import { breakConnection, type Reply, TestService } from '../testing/service.js';
import { transitionId, WorkQueue } from '../testing/work-queue.js';
import { LeaseLost, PutBack, Rejected } from './outcome.js';
import type { WorkHandler, WorkOptions } from './work-options.js';

class Executions extends TransitionExecutions {}

let service: TestService;
let queue: WorkQueue;
let errors: unknown[];
let controller: AbortController;
let working: Promise<void>;

beforeEach(async () => {
  service = await TestService.start();
  queue = new WorkQueue(service);
  errors = [];
  controller = new AbortController();
});
afterEach(async () => {
  controller.abort();
  await working;
  await service[Symbol.asyncDispose]();
});

/** Starts to work; the end of the test stops it. */
function work<Input extends object = JsonObject>(handler: WorkHandler<Input>, options: WorkOptions = {}): void {
  const client = new Client(service.credentials, { maxRetries: 0 });
  const onError = (error: unknown) => void errors.push(error);
  working = client.work(transitionId, handler, { onError, graceSeconds: 0.2, signal: controller.signal, ...options });
}

const ended = (count: number) =>
  vi.waitFor(() => expect(queue.ended.length).toBeGreaterThanOrEqual(count), { timeout: 20_000 });
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));

describe('an execution ends', () => {
  it.each<[string, () => object | undefined, object]>([
    ['as succeeded with the object that the handler returns', () => ({ total: '1.00' }), { output: { total: '1.00' } }],
    ['as succeeded with an empty output when it returns nothing', () => undefined, { status: 'succeeded', output: {} }],
    ['as failed when it returns something else', () => [1], { status: 'failed' }],
    [
      'as failed with the message of what it throws',
      () => {
        throw new Error('no such firm');
      },
      { status: 'failed', error: { message: 'no such firm' } },
    ],
    [
      'as rejected',
      () => {
        throw new Rejected('unreadable');
      },
      { status: 'rejected', error: { message: 'unreadable' } },
    ],
    [
      'as failed when its output is no JSON',
      () => {
        const loop: JsonObject = {};
        loop.self = loop;
        return loop;
      },
      { status: 'failed', error: { message: expect.stringContaining('circular') } },
    ],
  ])('%s', async (_, handler, end) => {
    queue.add({ documentId: 'a' });
    work(async () => handler());
    await ended(1);
    expect(queue.ended).toEqual([expect.objectContaining(end)]);
  });

  it('back in the queue when the handler puts it back, as another execution', async () => {
    queue.add({ documentId: 'a' });
    const seen: TransitionExecution[] = [];
    work(async (_, { execution }) => {
      seen.push(execution);
      if (seen.length === 1) throw new PutBack();
    });
    await ended(2);
    expect(queue.ended.map(({ status }) => status)).toEqual(['retry', 'succeeded']);
    expect(seen[0]?.input).toEqual(seen[1]?.input);
    expect(seen[0]?.executionId).not.toBe(seen[1]?.executionId);
  });

  it('with a message that the service takes, however long it is', async () => {
    queue.add({});
    work(() => {
      throw new Error(`${'x'.repeat(4095)}😀`);
    });
    await ended(1);
    const { message } = queue.ended[0]!.error!;
    expect([message.length, message.isWellFormed()]).toEqual([4096, true]);
  });

  it('as failed, with the reason, when the service does not take the output and still holds the lease', async () => {
    queue.add({});
    queue.onEnd.push(() => ({ status: 400, body: { message: 'output/total has to be a string' } }));
    work(() => ({ total: 1 }));
    await ended(1);
    expect(queue.ended[0]).toMatchObject({ status: 'failed', error: { message: 'output/total has to be a string' } });
    expect(errors).toMatchObject([{ name: 'BadRequestException' }]);
  });
});

describe('much work', () => {
  it('is done once each, as much at once as is allowed and no more', async () => {
    const inputs = Array.from({ length: 60 }, (_, number) => ({ number }));
    queue.add(...inputs);
    let running = 0;
    let most = 0;
    let setFull = () => {};
    const full = new Promise<void>((resolve) => {
      setFull = resolve;
    });
    work(
      async ({ number }) => {
        running += 1;
        most = Math.max(most, running);
        if (running === 6) setFull();
        await full;
        await new Promise(setImmediate);
        running -= 1;
        return { number };
      },
      { concurrency: 6 },
    );
    await ended(60);
    expect([most, queue.mostHeld]).toEqual([6, 6]);
    expect(queue.ended.map(({ output }) => output).sort((a, b) => Number(a?.number) - Number(b?.number))).toEqual(
      inputs,
    );
    expect(errors).toEqual([]);
  });

  it('is taken as it comes: an empty queue is waited at, in one request', async () => {
    work(({ number }) => ({ number }), { waitSeconds: 30 });
    await vi.waitFor(() => expect(service.requests).toHaveLength(1));
    queue.add({ number: 1 });
    await ended(1);
    expect(service.requests.slice(0, 2).map(({ method, query }) => `${method} ${query}`)).toEqual([
      'POST waitSeconds=30',
      'PATCH ',
    ]);
  });
});

describe('a lease', () => {
  it('is kept by heartbeats as long as the handler works', async () => {
    queue.add({});
    work(() => vi.waitFor(() => expect(queue.heartbeats.length).toBeGreaterThan(3)).then(() => ({})), {
      heartbeatSeconds: 0.01,
    });
    await ended(1);
    expect(new Set(queue.heartbeats)).toEqual(new Set([queue.ended[0]?.executionId]));
    expect(errors).toEqual([]);
  });

  it('survives heartbeats that do not get through', async () => {
    queue.add({});
    work(
      async (_, { signal }) => {
        service.behaviours.push(breakConnection, { status: 503 });
        await vi.waitFor(() => expect(queue.heartbeats.length).toBeGreaterThan(2));
        return { aborted: signal.aborted };
      },
      { heartbeatSeconds: 0.01 },
    );
    await ended(1);
    expect(queue.ended[0]).toMatchObject({ status: 'succeeded', output: { aborted: false } });
  });

  it('that is lost aborts the signal of the handler, is reported, and its result is dropped', async () => {
    queue.add({ a: 1 });
    const reasons: unknown[] = [];
    work(
      async (_, { execution, signal }) => {
        if (reasons.length > 0) return { second: true };
        queue.takeBack(execution.executionId);
        await untilAborted(signal).catch((reason) => reasons.push(reason));
        return { first: true };
      },
      { heartbeatSeconds: 0.01 },
    );
    await ended(1);
    expect(queue.ended).toEqual([expect.objectContaining({ input: { a: 1 }, output: { second: true } })]);
    expect(reasons).toEqual([expect.any(LeaseLost)]);
    expect(errors).toEqual(reasons);
    expect(errors).toMatchObject([{ executionId: 'las:transition-execution:1', message: /has ended/ }]);
  });
});

describe('a lease of which nothing was heard for a minute', () => {
  it('aborts the signal of the handler, whose work is put back', async () => {
    queue.add({});
    const start = performance.now.bind(performance);
    let later = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => start() + later);
    work(
      async (_, { signal }) => {
        if (later > 0) return {};
        service.behaviours.push(breakConnection);
        later = 61_000;
        return untilAborted(signal);
      },
      { heartbeatSeconds: 0.01 },
    );
    await ended(2);
    clock.mockRestore();
    expect(queue.ended.map(({ status }) => status)).toEqual(['retry', 'succeeded']);
    expect(errors).toMatchObject([
      { name: 'LeaseLost', message: /for a minute/, cause: { name: 'ConnectionException' } },
    ]);
  });
});

describe('a result', () => {
  it('is delivered again until the service has taken it', async () => {
    queue.add({});
    queue.onEnd.push(
      () => breakConnection,
      () => ({ status: 503 }),
    );
    work(() => ({ done: true }));
    await ended(1);
    expect(queue.ended).toMatchObject([{ status: 'succeeded', output: { done: true } }]);
    expect(errors).toEqual([]);
  });

  it('whose answer was lost is looked for, and nothing is reported when it is there', async () => {
    queue.add({}, {});
    queue.onEnd.push((take) => {
      take();
      return breakConnection;
    });
    work(() => ({ done: true }));
    await ended(2);
    expect(queue.ended).toMatchObject([{ status: 'succeeded' }, { status: 'succeeded' }]);
    expect(errors).toEqual([]);
  });

  it('that is refused after its answer was lost is reported with its execution', async () => {
    queue.add({}, {});
    queue.onEnd.push(() => {
      queue.takeBack('las:transition-execution:1');
      return breakConnection;
    });
    const reported: unknown[] = [];
    work(() => ({ done: true }), { onError: (error, execution) => reported.push([error, execution?.executionId]) });
    await ended(2);
    expect(reported).toEqual([
      [expect.objectContaining({ name: 'BadRequestException' }), 'las:transition-execution:1'],
    ]);
  });
});

describe('a service that is away', () => {
  it('while it is asked for work is asked again', async () => {
    service.behaviours.push(breakConnection, { status: 503 }, { status: 500 });
    queue.add({});
    work(() => ({}));
    await ended(1);
    expect(errors).toMatchObject([
      { name: 'ConnectionException' },
      { name: 'ServerException' },
      { name: 'ServerException' },
    ]);
  });

  it('while a handler works gets the result when it is back', async () => {
    queue.add({ a: 1 });
    work(async () => {
      await service.goAway();
      setTimeout(() => void service.comeBack(), 50);
      return { late: true };
    });
    await ended(1);
    expect(queue.ended).toMatchObject([{ status: 'succeeded', output: { late: true } }]);
  });
});

describe('a queue that answers at once', () => {
  /** Works on answers that come at once; returns the pauses between them, which take no time. */
  async function pausesAfter(answer: Reply): Promise<number[]> {
    service.otherwise = ({ method }) => (method === 'GET' ? { body: { executions: [], nextToken: null } } : answer);
    const pauses: number[] = [];
    const transport = new Transport(service.credentials, { maxRetries: 0 }, async (milliseconds) => {
      pauses.push(milliseconds);
      if (pauses.length === 12) controller.abort();
    });
    const { signal } = controller;
    await new Executions(transport).work(transitionId, () => ({}), { signal, onError: (error) => errors.push(error) });
    expect(service.requests.filter(({ method }) => method === 'POST')).toHaveLength(12);
    return pauses;
  }

  it.each([
    [404, 'Nothing is waiting', 0],
    [403, 'Forbidden', 12],
    [501, 'not yet', 12],
    [429, 'Limit Exceeded', 12],
  ])('with %i %s is asked after ever longer pauses', async (status, message, reports) => {
    const pauses = await pausesAfter({ status, body: { message } });
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(250);
    expect(Math.min(...pauses.slice(5))).toBeGreaterThanOrEqual(4000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(8000);
    expect(errors).toHaveLength(reports);
  });

  it('with 404 ends the work when there is no such transition', async () => {
    service.otherwise = () => ({ status: 404, body: { message: 'There is no such transition' } });
    const client = new Client(service.credentials);
    await expect(client.work(transitionId, () => ({}))).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('with 400 ends the work: it is no manual transition', async () => {
    service.otherwise = () => ({ status: 400, body: { message: 'It is a docker transition' } });
    const client = new Client(service.credentials);
    await expect(client.work(transitionId, () => ({}))).rejects.toMatchObject({ name: 'BadRequestException' });
  });
});

describe('stopping', () => {
  it('ends the work at once when nothing runs', async () => {
    work(() => ({}), { waitSeconds: 60 });
    await vi.waitFor(() => expect(service.requests).toHaveLength(1));
    controller.abort();
    await working;
    expect(errors).toEqual([]);
  });

  it('asks for nothing when it is stopped already', async () => {
    controller.abort();
    work(() => ({}));
    await working;
    expect(service.requests).toEqual([]);
  });

  it('tells the handlers that run, and delivers what they still return', async () => {
    queue.add({ number: 1 }, { number: 2 });
    let started = 0;
    work(
      async ({ number }, { signal }) => {
        started += 1;
        await untilAborted(signal).catch(() => {});
        return { number };
      },
      { concurrency: 2, graceSeconds: 20 },
    );
    await vi.waitFor(() => expect(started).toBe(2));
    controller.abort();
    await working;
    expect(queue.ended).toMatchObject([{ status: 'succeeded' }, { status: 'succeeded' }]);
  });

  it('waits for handlers as long as it takes when the grace has no end', async () => {
    queue.add({});
    work(
      async (_, { signal }) => {
        await untilAborted(signal).catch(() => new Promise(setImmediate));
        return { done: true };
      },
      { graceSeconds: Infinity },
    );
    await vi.waitFor(() => expect(queue.held.size).toBe(1));
    controller.abort();
    await working;
    expect(queue.ended).toMatchObject([{ status: 'succeeded' }]);
  });

  it('puts back what handlers give up, and what does not end in time', async () => {
    queue.add({ number: 1 }, { number: 2 });
    let started = 0;
    let endLate = () => {};
    const late = new Promise<object>((resolve) => {
      endLate = () => resolve({});
    });
    work<{ number: number }>(
      async ({ number }, { signal }) => {
        started += 1;
        return number === 1 ? untilAborted(signal) : late;
      },
      { concurrency: 2 },
    );
    await vi.waitFor(() => expect(started).toBe(2));
    controller.abort();
    await working;
    expect(queue.ended.map(({ status }) => status)).toEqual(['retry', 'retry']);
    expect(queue.waiting.map(({ input }) => input)).toEqual([{ number: 1 }, { number: 2 }]);
    endLate();
    await vi.waitFor(() => expect(errors).toMatchObject([{ name: 'LeaseLost', message: /dropped/ }]));
  });

  it('by an error that onError throws rejects with it', async () => {
    service.behaviours.push({ status: 403, body: { message: 'Forbidden' } });
    const client = new Client(service.credentials);
    const onError = (error: unknown) => {
      throw error;
    };
    await expect(client.work(transitionId, () => ({}), { onError })).rejects.toMatchObject({
      name: 'InvalidCredentialsException',
    });
  });
});

it.each([
  { concurrency: 0 },
  { concurrency: 1.5 },
  { heartbeatSeconds: 60 },
  { waitSeconds: 61 },
  { graceSeconds: -1 },
])('refuses the options %j', async (options) => {
  const client = new Client(service.credentials);
  await expect(client.work(transitionId, () => ({}), options)).rejects.toThrow(RangeError);
  expect(service.requests).toEqual([]);
});

it('knows the type of the input that a handler declares', () => {
  type Receipt = { documentId: string };
  const client = new Client(service.credentials);
  const handler = async (input: Receipt) => void input;
  // Only the compiler looks at this call.
  const call = () => client.work(transitionId, handler);
  expectTypeOf(call).returns.resolves.toBeVoid();
  expectTypeOf(client.work<Receipt>)
    .parameter(1)
    .toEqualTypeOf<WorkHandler<Receipt>>();
  expectTypeOf<WorkHandler>().parameter(0).toEqualTypeOf<JsonObject>();
});
