import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { Client } from './client.js';
import type { ExecutionEvent } from './shapes.js';
import { makeCertificate } from './testing/certificate.js';
import { History } from './testing/history.js';
import { breakConnection, TestService } from './testing/service.js';

const ids = ['las:workflow:1', 'las:workflow-execution:1'] as const;

let service: TestService;
let history: History;
beforeEach(async () => {
  service = await TestService.start();
  history = new History(service);
});
afterEach(() => service[Symbol.asyncDispose]());

/** Watches; what was seen so far, and how it ends. */
function watch(options: { after?: number; signal?: AbortSignal; maxRetries?: number } = {}) {
  const { maxRetries, ...rest } = options;
  const seen: string[] = [];
  const client = new Client(service.credentials);
  const end = (async () => {
    const events = client.watchWorkflowExecution(...ids, rest, maxRetries === undefined ? {} : { maxRetries });
    for await (const { number, type } of events) seen.push(`${number} ${type}`);
  })();
  end.catch(() => {});
  return { seen, end };
}

const watched = () => vi.waitFor(() => expect(history.watched).toBe(true), { timeout: 10_000 });

describe('watching an execution', () => {
  it('gives what has happened and what happens, and ends with it', async () => {
    history.add('executionStarted', 'stateEntered');
    const { seen, end } = watch();
    await vi.waitFor(() => expect(seen).toEqual(['1 executionStarted', '2 stateEntered']));
    history.add('stateExited');
    await vi.waitFor(() => expect(seen).toHaveLength(3));
    history.end('executionSucceeded');
    await end;
    expect(seen.at(-1)).toBe('4 executionSucceeded');
    expect(service.requests).toHaveLength(1);
    expect(service.requests[0]?.headers).toMatchObject({
      accept: 'text/event-stream',
      authorization: 'Bearer token-1',
    });
  });

  it('goes on after the last event when the connection breaks', async () => {
    history.add('executionStarted');
    const { seen, end } = watch();
    await watched();
    await vi.waitFor(() => expect(seen).toHaveLength(1));
    history.break();
    await watched();
    history.add('stateEntered');
    history.end('executionSucceeded');
    await end;
    expect(seen).toEqual(['1 executionStarted', '2 stateEntered', '3 executionSucceeded']);
    expect(history.resumed.slice(0, 2)).toEqual([undefined, '1']);
  });

  it('goes on when a service that stops closes the stream, and when it is away for a while', async () => {
    history.add('executionStarted');
    const { seen, end } = watch();
    await watched();
    history.close();
    await watched();
    await service.goAway();
    setTimeout(() => void service.comeBack(), 50);
    await watched();
    history.end('executionSucceeded');
    await end;
    expect(seen).toEqual(['1 executionStarted', '2 executionSucceeded']);
  });

  it('ends with an execution that fails, once nobody can retry it', async () => {
    history.status = 'error';
    history.add('executionStarted', 'executionFailed');
    const { seen, end } = watch();
    await watched();
    history.close();
    await watched();
    history.add('executionResumed');
    history.end('executionFailed');
    await end;
    expect(seen.slice(1)).toEqual(['2 executionFailed', '3 executionResumed', '4 executionFailed']);
  });

  it('may begin after an event, and is at its end when nothing follows', async () => {
    history.add('executionStarted', 'stateEntered');
    history.end('executionSucceeded');
    const later = watch({ after: 2 });
    await later.end;
    expect(later.seen).toEqual(['3 executionSucceeded']);
    const nothing = watch({ after: 3 });
    await nothing.end;
    expect(nothing.seen).toEqual([]);
  });

  it('ends with the reason of its signal, and closes the connection', async () => {
    const controller = new AbortController();
    const { end } = watch({ signal: controller.signal });
    await watched();
    controller.abort(new Error('enough'));
    await expect(end).rejects.toThrow('enough');
    await vi.waitFor(() => expect(history.watched).toBe(false));
  });

  it('closes the connection when its reader leaves', async () => {
    history.add('executionStarted');
    for await (const _ of new Client(service.credentials).watchWorkflowExecution(...ids)) break;
    await vi.waitFor(() => expect(history.watched).toBe(false));
  });

  it('renews a token that is refused', async () => {
    service.behaviours.push({ status: 401 });
    history.end('executionSucceeded');
    await watch().end;
    expect(service.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('is refused for good where there is no such execution', async () => {
    service.behaviours.push({ status: 404, body: { message: 'There is no such execution' } });
    await expect(watch().end).rejects.toMatchObject({ name: 'NotFoundException', status: 404 });
    expect(service.requests).toHaveLength(1);
  });

  it('gives up when the service stays away', async () => {
    service.behaviours.push(breakConnection, { status: 503 });
    await expect(watch({ maxRetries: 1 }).end).rejects.toMatchObject({ name: 'ServerException' });
    expect(service.requests).toHaveLength(2);
  });

  it('says so when something else than the service answers', async () => {
    service.behaviours.push({ body: '<html>' });
    await expect(watch().end).rejects.toThrow('no event stream');
  });

  it('comes piece by piece over HTTPS with a certificate of its own as well', async () => {
    await using secure = await TestService.start(await makeCertificate());
    const secured = new History(secure);
    secured.add('executionStarted');
    const seen: string[] = [];
    for await (const { type } of new Client(secure.credentials).watchWorkflowExecution(...ids)) {
      seen.push(type);
      if (seen.length === 1) secured.end('executionSucceeded');
    }
    expect(seen).toEqual(['executionStarted', 'executionSucceeded']);
  });
});

it('an execution is waited for until it has ended', async () => {
  const waiting = new Client(service.credentials).waitForWorkflowExecution(...ids);
  await watched();
  history.end('executionFailed');
  await expect(waiting).resolves.toMatchObject({ status: 'failed' });
});

it('the events have the type of the contract', () => {
  const events = new Client(service.credentials).watchWorkflowExecution(...ids);
  expectTypeOf(events).toExtend<AsyncIterable<ExecutionEvent>>();
});
