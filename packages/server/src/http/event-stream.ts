import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** One item of a stream of server-sent events. */
export interface ServerSentEvent {
  id: string;
  event: string;
  data: unknown;
}

/** An answer that comes piece by piece; null is a sign of life. */
export class EventStream {
  readonly events: AsyncIterable<ServerSentEvent | null>;

  constructor(events: AsyncIterable<ServerSentEvent | null>) {
    this.events = events;
  }
}

const keepAliveMs = 10_000;

async function* toText({ events }: EventStream): AsyncGenerator<string> {
  let saidAt = Date.now();
  // At once, so that the caller and what is between know that it has begun.
  yield ': begun\n\n';
  for await (const item of events) {
    if (item === null && Date.now() - saidAt < keepAliveMs) continue;
    saidAt = Date.now();
    yield item === null
      ? ': waiting\n\n'
      : `id: ${item.id}\nevent: ${item.event}\ndata: ${JSON.stringify(item.data)}\n\n`;
  }
}

export function sendEventStream(reply: FastifyReply, stream: EventStream): FastifyReply {
  return reply
    .headers({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    .send(Readable.from(toText(stream)));
}
