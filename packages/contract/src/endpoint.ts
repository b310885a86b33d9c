import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox';
import { closed } from './scalars.js';

export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export const scopeResources = [
  'appclients',
  'assets',
  'batches',
  'documents',
  'logs',
  'models',
  'predictions',
  'secrets',
  'transitions',
  'transitions.executions',
  'transitions.executions.heartbeats',
  'users',
  'workflows',
  'workflows.executions',
] as const;
export type Scope = `${(typeof scopeResources)[number]}:${'read' | 'write'}`;

/** One operation of the API. Paths are relative to the base path, with `{name}` for parameters. */
export interface Endpoint<
  Params extends TObject = TObject,
  Query extends TObject | undefined = TObject | undefined,
  Body extends TSchema | undefined = TSchema | undefined,
  Answer extends TSchema | undefined = TSchema | undefined,
> {
  readonly method: HttpMethod;
  readonly path: string;
  readonly scope: Scope;
  readonly summary: string;
  /** The method of the Python client that makes this call, if there is one. */
  readonly python: string | null;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Shape of the 200 answer; without one the answer is 204 and empty. */
  readonly answer: Answer;
  /** Whether the answer also comes piece by piece, as server-sent events, to who accepts them. */
  readonly streams: boolean;
}

interface EndpointInput<P extends TProperties, Q, B, A> {
  params?: P;
  query?: Q;
  body?: B;
  answer?: A;
  streams?: boolean;
  scope: Scope;
  summary: string;
  python?: string;
}

/** Declares one row of the table: `endpoint('GET /batches', {…})`. */
export function endpoint<
  P extends TProperties = Record<never, never>,
  Q extends TProperties | undefined = undefined,
  B extends TSchema | undefined = undefined,
  A extends TSchema | undefined = undefined,
>(
  call: `${HttpMethod} /${string}`,
  input: EndpointInput<P, Q, B, A>,
): Endpoint<TObject<P>, Q extends TProperties ? TObject<Q> : undefined, B, A> {
  const [method, path] = call.split(' ') as [HttpMethod, string];
  return {
    method,
    path,
    scope: input.scope,
    summary: input.summary,
    python: input.python ?? null,
    params: closed((input.params ?? {}) as P),
    query: (input.query ? closed(input.query) : undefined) as Q extends TProperties ? TObject<Q> : undefined,
    body: input.body as B,
    answer: input.answer as A,
    streams: input.streams ?? false,
  };
}

/** Body of calls that take none but are sent `{}`. */
export const EmptyBody = Type.Object({}, { additionalProperties: false });

type StaticOr<S, Otherwise> = S extends TSchema ? Static<S> : Otherwise;

export type ParamsOf<E extends Endpoint> = Static<E['params']>;
export type QueryOf<E extends Endpoint> = StaticOr<E['query'], Record<never, never>>;
export type BodyOf<E extends Endpoint> = StaticOr<E['body'], undefined>;
export type AnswerOf<E extends Endpoint> = StaticOr<E['answer'], undefined>;
