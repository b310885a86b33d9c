import { type Client, type JsonObject, NotFoundException } from '@las/client';

export interface RateOptions {
  client: Client;
  workflowId: string;
  transitionId: string;
  input: JsonObject;
  /** Executions under way at once, and as many people. */
  concurrency: number;
  executions: number;
}

/** Executions whose person's answer was acknowledged, by their number. */
class Ends {
  readonly #resolvers = new Map<number, () => void>();

  of(number: number): Promise<void> {
    return new Promise((resolve) => this.#resolvers.set(number, resolve));
  }

  reached(number: number): void {
    this.#resolvers.get(number)?.();
    this.#resolvers.delete(number);
  }
}

/** Leases and completes work until told to stop. */
async function person({ client, transitionId }: RateOptions, ends: Ends, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      const work = await client.executeTransition(transitionId, { waitSeconds: 5 });
      await client.updateTransitionExecution(transitionId, work.executionId, 'succeeded', { output: work.input });
      ends.reached(Number(work.input.number));
    } catch (error) {
      if (!(error instanceof NotFoundException)) throw error;
    }
  }
}

/** Runs executions, so many at once, from the call that starts one to the acknowledged answer of the person who ends it. */
export async function executionsPerSecond(options: RateOptions): Promise<number> {
  const { client, workflowId, input, concurrency, executions } = options;
  const ends = new Ends();
  const stop = new AbortController();
  const people = Array.from({ length: concurrency }, () => person(options, ends, stop.signal));
  let begun = 0;
  const startedAt = performance.now();
  const drivers = Array.from({ length: concurrency }, async () => {
    while (begun < executions) {
      const number = begun++;
      const ended = ends.of(number);
      await client.executeWorkflow(workflowId, { ...input, number });
      await ended;
    }
  });
  await Promise.race([Promise.all(drivers), Promise.all(people)]);
  const seconds = (performance.now() - startedAt) / 1000;
  stop.abort();
  await Promise.all(people);
  return executions / seconds;
}

/** Counts the executions of a workflow that have succeeded: all of them have to. */
export async function countSucceeded(client: Client, workflowId: string): Promise<number> {
  let count = 0;
  for await (const _ of client.listWorkflowExecutions(workflowId, { status: 'succeeded', maxResults: 1000 })) count++;
  return count;
}
