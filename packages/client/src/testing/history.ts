import type { ServerResponse } from 'node:http';
import type { ExecutionEvent } from '../shapes.js';
import type { Arrived, Behaviour, TestService } from './service.js';

type Type = ExecutionEvent['type'];

/** An execution whose history is served as server-sent events. */
export class History {
  readonly events: ExecutionEvent[] = [];
  status = 'running';
  /** What the streams of events were asked to begin after. */
  readonly resumed: (string | undefined)[] = [];
  readonly #open = new Set<ServerResponse>();

  constructor(service: TestService) {
    service.otherwise = (request) => this.#answer(request);
  }

  get watched(): boolean {
    return this.#open.size > 0;
  }

  add(...types: Type[]): void {
    for (const type of types) {
      const event = { number: this.events.length + 1, time: '2026-11-25T12:00:00Z', type };
      this.events.push(event);
      for (const response of this.#open) this.#send(response, event);
    }
  }

  end(type: 'executionSucceeded' | 'executionFailed'): void {
    this.status = type === 'executionSucceeded' ? 'succeeded' : 'failed';
    this.add(type);
    this.close();
  }

  /** Closes the streams in order. */
  close(): void {
    for (const response of this.#open) response.end();
    this.#open.clear();
  }

  /** Breaks the streams, in the middle of an event. */
  break(): void {
    for (const response of this.#open) {
      response.write('id: 99\nda');
      setImmediate(() => response.destroy());
    }
    this.#open.clear();
  }

  #send(response: ServerResponse, event: ExecutionEvent): void {
    response.write(`id: ${event.number}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  #answer({ path, headers }: Arrived): Behaviour {
    if (!path.endsWith('/events')) return { body: { executionId: 'las:workflow-execution:1', status: this.status } };
    const resumed = headers['last-event-id'];
    this.resumed.push(typeof resumed === 'string' ? resumed : undefined);
    return (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': hello\n\n');
      for (const event of this.events.filter(({ number }) => number > Number(resumed ?? 0)))
        this.#send(response, event);
      if (this.status !== 'running' && this.status !== 'error') response.end();
      else {
        this.#open.add(response);
        response.on('close', () => this.#open.delete(response));
      }
    };
  }
}
