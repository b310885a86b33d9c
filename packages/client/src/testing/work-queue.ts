import type { TransitionExecutionUpdate } from '../shapes.js';
import type { Arrived, Behaviour, Reply, TestService } from './service.js';

export const transitionId = 'las:transition:0123456789abcdef0123456789abcdef';

type Ended = TransitionExecutionUpdate & { executionId: string; input: object };

const refused = (message: string): Reply => ({ status: 400, body: { message } });

/** The queue of a manual transition, as the service has it: leases, heartbeats, ends. */
export class WorkQueue {
  readonly waiting: { executionId: string; input: object }[] = [];
  readonly held = new Map<string, object>();
  readonly ended: Ended[] = [];
  readonly heartbeats: string[] = [];
  mostHeld = 0;
  /** Whether it waits for work when it is asked to. */
  waits = true;
  /** What is done with a PATCH in place of taking it. */
  readonly onEnd: ((take: () => Reply) => Behaviour)[] = [];
  #count = 0;
  #wake = () => {};

  constructor(service: TestService) {
    service.otherwise = (request) => this.#answer(request);
  }

  add(...inputs: object[]): void {
    for (const input of inputs) this.waiting.push({ executionId: `las:transition-execution:${++this.#count}`, input });
    this.#wake();
  }

  /** As when heartbeats did not come in time: the work waits again, as another execution. */
  takeBack(executionId: string): void {
    const input = this.held.get(executionId);
    if (this.held.delete(executionId) && input) this.add(input);
  }

  #answer({ method, path, text, query }: Arrived): Behaviour | Promise<Behaviour> {
    const [, id = '', rest] = /executions(?:\/([^/]+))?(\/heartbeats)?$/.exec(path) ?? [];
    if (id === '') return method === 'GET' ? { body: { executions: [], nextToken: null } } : this.#lease(query);
    if (method === 'GET') return { body: { status: this.#statusOf(id) } };
    if (!this.held.has(id)) return refused(`${id} has ended`);
    if (rest) {
      this.heartbeats.push(id);
      return { status: 204 };
    }
    const update = JSON.parse(text) as TransitionExecutionUpdate;
    const take = () => this.#end(id, update);
    return this.onEnd.shift()?.(take) ?? take();
  }

  #statusOf(id: string): string {
    return this.held.has(id) ? 'running' : (this.ended.find((one) => one.executionId === id)?.status ?? 'failed');
  }

  async #lease(query: URLSearchParams): Promise<Reply> {
    const seconds = this.waits ? Number(query.get('waitSeconds') ?? 0) : 0;
    if (this.waiting.length === 0 && seconds > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, seconds * 1000).unref();
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    const next = this.waiting.shift();
    if (!next) return { status: 404, body: { message: 'Nothing is waiting' } };
    this.held.set(next.executionId, next.input);
    this.mostHeld = Math.max(this.mostHeld, this.held.size);
    return { body: { ...next, transitionId, status: 'running', completedBy: null } };
  }

  #end(executionId: string, update: TransitionExecutionUpdate): Reply {
    const input = this.held.get(executionId) ?? {};
    this.held.delete(executionId);
    this.ended.push({ executionId, input, ...update });
    if (update.status === 'retry') this.add(input);
    return { body: { executionId, status: update.status } };
  }
}
