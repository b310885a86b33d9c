import { type Client, PutBack, Rejected, type TransitionExecution } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { collect } from './service/collect.js';
import { doWork, failureOf, lease, machine, newQueue, outcomeOf, task } from './service/flows.js';
import { newClient } from './service/organization.js';
import { refusal } from './service/refusal.js';

let client: Client;
let appClientId: string;
beforeAll(async () => {
  client = await newClient();
  const [own] = await collect(client.listAppClients());
  appClientId = own?.appClientId ?? '';
});

/** A queue with work in it: the numbers from 0 on. */
async function queueOf(count: number) {
  const queue = await newQueue(client);
  const executions: string[] = [];
  for (let number = 0; number < count; number += 1) {
    executions.push((await client.executeWorkflow(queue.workflowId, { number })).executionId);
  }
  return { ...queue, executions };
}

const end = (
  { transitionId, executionId }: TransitionExecution,
  status: 'succeeded' | 'failed' | 'rejected' | 'retry',
) =>
  client.updateTransitionExecution(transitionId, executionId, status, {
    ...(status === 'succeeded' ? { output: { ok: true } } : {}),
    ...(status === 'failed' || status === 'rejected' ? { error: { message: 'no good' } } : {}),
  });

describe('work for people', () => {
  it('waits without a start until it is leased, oldest first', async () => {
    const { transitionId } = await queueOf(3);
    const waiting = await collect(client.listTransitionExecutions(transitionId, { status: 'running' }));
    expect(waiting).toHaveLength(3);
    for (const one of waiting) {
      expect(one).toMatchObject({ status: 'running', startTime: null, endTime: null, completedBy: null });
    }
    for (const number of [0, 1, 2]) {
      const work = await client.executeTransition(transitionId);
      expect(work).toMatchObject({ transitionId, status: 'running', input: { number }, completedBy: null });
      expect(Date.parse(work.startTime ?? '')).toBeGreaterThan(Date.now() - 60_000);
      expect(await client.getTransitionExecution(transitionId, work.executionId)).toEqual(work);
    }
    const { status, message } = await refusal(client.executeTransition(transitionId));
    expect([status, message]).toEqual([404, expect.stringContaining(transitionId)]);
  });

  it('cannot be ended or kept before it is leased', async () => {
    const { transitionId } = await queueOf(1);
    const [waiting] = await collect(client.listTransitionExecutions(transitionId));
    const attempts = [
      () => end(waiting!, 'succeeded'),
      () => end(waiting!, 'retry'),
      () => client.sendHeartbeat(transitionId, waiting!.executionId),
    ];
    for (const attempt of attempts) expect((await refusal(attempt())).status).toBe(400);
    expect(await client.executeTransition(transitionId)).toMatchObject({ executionId: waiting!.executionId });
  });

  it.each(['succeeded', 'failed', 'rejected'] as const)('that has %s is over for good', async (status) => {
    const { workflowId, transitionId, executions } = await queueOf(1);
    const work = await lease(client, transitionId);
    await client.sendHeartbeat(transitionId, work.executionId);
    const done = await end(work, status);
    expect(done).toMatchObject({ executionId: work.executionId, status, completedBy: appClientId });
    expect(Date.parse(done.endTime ?? '')).toBeGreaterThanOrEqual(Date.parse(work.startTime ?? ''));
    for (const again of ['succeeded', 'failed', 'rejected', 'retry'] as const) {
      const { status: code, message } = await refusal(end(work, again));
      expect([code, message]).toEqual([400, expect.stringContaining(work.executionId)]);
    }
    expect((await refusal(client.sendHeartbeat(transitionId, work.executionId))).status).toBe(400);
    const ended = await outcomeOf(client, { workflowId, executionId: executions[0] ?? '' });
    expect([ended.status, ended.completedBy]).toEqual([status, [appClientId]]);
    if (status === 'failed') expect(failureOf(ended)).toEqual({ error: 'States.TaskFailed', cause: 'no good' });
    if (status === 'rejected') expect(failureOf(ended)).toEqual({ error: 'las.Rejected', cause: 'no good' });
  });

  it('that is put back waits at its old place, under another id', async () => {
    const { transitionId, workflowId, executions } = await queueOf(2);
    const first = await lease(client, transitionId);
    expect(await end(first, 'retry')).toMatchObject({ executionId: first.executionId, status: 'retry' });
    const again = await lease(client, transitionId);
    expect(again.input).toEqual({ number: 0 });
    expect(again.executionId).not.toBe(first.executionId);
    for (const status of ['succeeded', 'retry'] as const) expect((await refusal(end(first, status))).status).toBe(400);
    expect((await refusal(client.sendHeartbeat(transitionId, first.executionId))).status).toBe(400);
    await end(again, 'succeeded');
    const { transitionExecutions } = await client.getWorkflowExecution(workflowId, executions[0] ?? '');
    expect(transitionExecutions).toEqual({ [transitionId]: [first.executionId, again.executionId] });
  });

  it('that is rejected may go another way', async () => {
    const { transitionId } = await client.createTransition('manual');
    const caught = { ErrorEquals: ['las.Rejected'], ResultPath: '$.error', Next: 'Archive' };
    const definition = machine({
      Check: task(transitionId, { Catch: [caught], Next: 'Book' }),
      Book: { Type: 'Pass', Result: 'booked', ResultPath: '$.state', End: true },
      Archive: { Type: 'Pass', Result: 'archived', ResultPath: '$.state', End: true },
    });
    const { workflowId } = await client.createWorkflow({ definition });
    const execution = await client.executeWorkflow(workflowId, {});
    await end(await lease(client, transitionId), 'rejected');
    expect(await outcomeOf(client, execution)).toMatchObject({
      status: 'succeeded',
      output: { state: 'archived', error: { Error: 'las.Rejected', Cause: 'no good' } },
    });
  });

  it('is given to one of many who ask, and ended by one of many who end it', async () => {
    const { transitionId } = await queueOf(3);
    const leases = await Promise.allSettled(
      Array.from({ length: 20 }, async () => client.executeTransition(transitionId)),
    );
    const works = leases.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(works.map(({ input }) => input.number).toSorted()).toEqual([0, 1, 2]);
    const ends = await Promise.allSettled(Array.from({ length: 10 }, async () => end(works[0]!, 'succeeded')));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('is leased once by a repeated request', async () => {
    const { transitionId } = await queueOf(2);
    const request = { idempotencyKey: crypto.randomUUID() };
    const first = await client.executeTransition(transitionId, {}, request);
    const second = await client.executeTransition(transitionId, {}, request);
    expect(second.executionId).toBe(first.executionId);
    expect((await client.getTransitionQueue(transitionId)).waiting).toBe(1);
  });

  it('may succeed without an output, and with a start time of its own', async () => {
    const { workflowId, transitionId, executions } = await queueOf(1);
    const { executionId } = await lease(client, transitionId);
    const startTime = '2021-05-26 12:00:00.123456-05:00';
    const done = await client.updateTransitionExecution(transitionId, executionId, 'succeeded', { startTime });
    expect(Date.parse(done.startTime ?? '')).toBe(Date.parse('2021-05-26T17:00:00.123Z'));
    const ended = await outcomeOf(client, { workflowId, executionId: executions[0] ?? '' });
    expect(ended).toMatchObject({ status: 'succeeded', output: {} });
  });

  it('is listed by status, by id and page by page', async () => {
    const { transitionId } = await queueOf(4);
    const works = [await lease(client, transitionId), await lease(client, transitionId)];
    await end(works[0]!, 'succeeded');
    await end(works[1]!, 'failed');
    const ids = async (options: object) =>
      (await collect(client.listTransitionExecutions(transitionId, options))).map(({ executionId }) => executionId);
    expect(await ids({ status: 'succeeded' })).toEqual([works[0]?.executionId]);
    expect((await ids({ status: ['succeeded', 'failed'] })).toSorted()).toEqual(
      works.map(({ executionId }) => executionId).toSorted(),
    );
    expect(await ids({ status: 'running' })).toHaveLength(2);
    expect(await ids({ executionId: works[1]?.executionId })).toEqual([works[1]?.executionId]);
    for (const sortBy of ['startTime', 'endTime'] as const) {
      for (const order of ['ascending', 'descending'] as const) {
        const whole = await ids({ sortBy, order });
        expect(new Set(whole).size).toBe(4);
        expect(await ids({ sortBy, order, maxResults: 1 })).toEqual(whole);
      }
    }
  });
});

describe('a lease', () => {
  it('waits for work as long as it is asked to', async () => {
    const { workflowId, transitionId } = await newQueue(client);
    const leases = [1, 2].map(() => client.executeTransition(transitionId, { waitSeconds: 30 }));
    await client.executeWorkflow(workflowId, { number: 1 });
    await client.executeWorkflow(workflowId, { number: 2 });
    const works = await Promise.all(leases);
    expect(works.map(({ input }) => input.number).toSorted()).toEqual([1, 2]);
    expect((await refusal(client.executeTransition(transitionId, { waitSeconds: 1 }))).status).toBe(404);
  });

  it.each([-1, 61, 1.5, 'long'])('does not wait %s seconds', async (waitSeconds) => {
    const { transitionId } = await newQueue(client);
    const { status, message } = await refusal(
      client.executeTransition(transitionId, { waitSeconds: waitSeconds as never }),
    );
    expect([status, message]).toEqual([400, expect.stringContaining('waitSeconds')]);
  });

  it('is refused of docker transitions', async () => {
    const { transitionId } = await client.createTransition('docker', { parameters: { imageUrl: 'a' } });
    const calls = [() => client.executeTransition(transitionId), () => client.getTransitionQueue(transitionId)];
    for (const call of calls) expect((await refusal(call())).status).toBe(400);
  });

  it('that waits in vain does not keep others from theirs', async () => {
    const idle = await newQueue(client);
    const stop = new AbortController();
    const waiting = Array.from({ length: 40 }, () =>
      refusal(client.executeTransition(idle.transitionId, { waitSeconds: 60 }, { signal: stop.signal })).catch(
        () => {},
      ),
    );
    const { transitionId } = await queueOf(1);
    expect(await client.executeTransition(transitionId)).toMatchObject({ input: { number: 0 } });
    stop.abort();
    await Promise.all(waiting);
    // Nobody listens any more: the work is for the next who asks.
    await client.executeWorkflow(idle.workflowId, { number: 7 });
    expect(await lease(client, idle.transitionId)).toMatchObject({ input: { number: 7 } });
  });
});

describe('the queue', () => {
  it('tells what waits, who is at work and what was done', async () => {
    const { transitionId } = await queueOf(4);
    expect(await client.getTransitionQueue(transitionId)).toMatchObject({
      transitionId,
      waiting: 4,
      running: [],
      doneLastHour: 0,
      doneLastDay: 0,
      medianHandlingSeconds: null,
    });
    await end(await lease(client, transitionId), 'succeeded');
    await end(await lease(client, transitionId), 'rejected');
    const held = await lease(client, transitionId);
    const queue = await client.getTransitionQueue(transitionId);
    expect(queue).toMatchObject({
      waiting: 1,
      running: [{ executionId: held.executionId, holder: appClientId }],
      doneLastHour: 2,
      doneLastDay: 2,
    });
    expect(queue.oldestWaitingSeconds).toBeGreaterThan(0);
    expect(queue.medianHandlingSeconds).toBeLessThan(60);
    await end(held, 'succeeded');
    await doWork(client, transitionId, {});
    expect(await client.getTransitionQueue(transitionId)).toMatchObject({
      waiting: 0,
      oldestWaitingSeconds: null,
      running: [],
      doneLastHour: 4,
    });
  });
});

describe('a worker', () => {
  it('does what waits: well, not at all, not yet, or never', async () => {
    const { workflowId, transitionId, executions } = await queueOf(4);
    const stop = new AbortController();
    let putBack = 0;
    const working = client.work<{ number: number }>(
      transitionId,
      ({ number }) => {
        if (number === 1) throw new Error('it is broken');
        if (number === 2) throw new Rejected('not ours');
        if (number === 3 && putBack === 0) {
          putBack += 1;
          throw new PutBack();
        }
        return { number: number * 10 };
      },
      { concurrency: 2, signal: stop.signal },
    );
    const outcomes = await Promise.all(executions.map((executionId) => outcomeOf(client, { workflowId, executionId })));
    stop.abort();
    await working;
    expect(outcomes.map(({ status, output }) => [status, output])).toEqual([
      ['succeeded', { number: 0 }],
      ['failed', null],
      ['rejected', null],
      ['succeeded', { number: 30 }],
    ]);
    expect(outcomes.slice(1, 3).map(failureOf)).toEqual([
      { error: 'States.TaskFailed', cause: 'it is broken' },
      { error: 'las.Rejected', cause: 'not ours' },
    ]);
  });

  it('gives up at once where there is nothing to work on, ever', async () => {
    const docker = await client.createTransition('docker', { parameters: { imageUrl: 'a' } });
    await expect(client.work(docker.transitionId, () => {})).rejects.toMatchObject({ status: 400 });
    const { transitionId } = await client.createTransition('manual');
    await client.deleteTransition(transitionId);
    await expect(client.work(transitionId, () => {})).rejects.toMatchObject({ status: 404 });
  });
});
