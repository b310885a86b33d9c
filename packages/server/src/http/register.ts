import {
  type AnswerOf,
  type BodyOf,
  basePath,
  type EndpointName,
  type Endpoints,
  endpoints,
  type ParamsOf,
  type QueryOf,
} from '@las/contract';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticator } from '../auth/authenticator.js';
import { ApiError } from '../domain/api-error.js';
import type { Caller } from '../domain/caller.js';
import { mayCall } from '../domain/task-permissions.js';
import { EventStream, sendEventStream } from './event-stream.js';
import type { Write, Writer } from './write.js';

/** What the handler of an endpoint is given: checked against the contract, from a caller that holds the scope. */
export interface ApiRequest<N extends EndpointName> {
  caller: Caller;
  params: ParamsOf<Endpoints[N]>;
  query: QueryOf<Endpoints[N]>;
  body: BodyOf<Endpoints[N]>;
  /** Runs a change in a transaction; see {@link Write}. */
  write: Write;
  log: FastifyBaseLogger;
  /** Aborted when the caller hangs up. */
  signal: AbortSignal;
  /** Of an endpoint that streams: set where the caller takes server-sent events, with the id of the last one it has. */
  eventStream: { lastEventId: string | undefined } | undefined;
}

export type Handler<N extends EndpointName> = (request: ApiRequest<N>) => Promise<AnswerOf<Endpoints[N]> | EventStream>;
export type RoutesOf<N extends EndpointName> = { [K in N]: Handler<K> };
/** One handler for each row of the endpoint table. */
export type Routes = RoutesOf<EndpointName>;

export interface RegisterOptions {
  authenticator: Authenticator;
  writer: Writer;
  /** Called once the caller is known, before the handler: where rates are limited. */
  admit(caller: Caller): void;
}

type AnyHandler = (request: ApiRequest<EndpointName>) => Promise<unknown>;

function abortOnHangUp({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  // It may have happened while the caller was being signed in.
  if (raw.destroyed) controller.abort();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

function wantedStream({ headers }: FastifyRequest): ApiRequest<EndpointName>['eventStream'] {
  if (!headers.accept?.includes('text/event-stream')) return undefined;
  const lastEventId = headers['last-event-id'];
  return { lastEventId: typeof lastEventId === 'string' ? lastEventId : undefined };
}

/** Registers every row of the endpoint table. */
export function registerRoutes(app: FastifyInstance, routes: Routes, options: RegisterOptions): void {
  for (const [name, row] of Object.entries(endpoints)) {
    const handler = routes[name as EndpointName] as AnyHandler;
    app.route({
      method: row.method,
      url: basePath + row.path.replace(/\{(\w+)\}/g, ':$1'),
      config: { operation: name },
      schema: {
        params: row.params,
        ...(row.query ? { querystring: row.query } : {}),
        ...(row.body ? { body: row.body } : {}),
      },
      preParsing: async (request) => {
        const caller = await options.authenticator.authenticate(request.headers);
        if (!caller.scopes.has(row.scope)) {
          throw new ApiError('forbidden', `The access token lacks the scope ${row.scope}`);
        }
        if (!mayCall(caller, name, request.params as { executionId?: string })) {
          throw new ApiError(
            'forbidden',
            'The credentials of a task are for its own execution, and for what it works on',
          );
        }
        options.admit(caller);
        request.caller = caller;
      },
      handler: async (request, reply) => {
        const { caller, params, query, body, log } = request;
        if (!caller) throw new ApiError('unauthorized', 'The request is not signed in');
        const replay = request.method === 'POST' ? await options.writer.replay(caller, request) : undefined;
        if (replay) return reply.headers({ 'idempotent-replayed': 'true' }).send(replay.answer ?? undefined);
        const answer = await handler({
          caller,
          params: params as never,
          query: query as never,
          body: body as never,
          write: options.writer.writeFor(caller, request),
          log,
          get signal() {
            return abortOnHangUp(reply);
          },
          eventStream: row.streams ? wantedStream(request) : undefined,
        });
        if (answer instanceof EventStream) return sendEventStream(reply, answer);
        if (row.answer) return answer;
        return reply.code(204).send();
      },
    });
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | undefined;
  }
  interface FastifyContextConfig {
    operation?: string;
  }
}
