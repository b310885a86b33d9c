import { randomUUID } from 'node:crypto';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { badRequest } from '../domain/api-error.js';
import { registerCors } from './cors.js';
import { refuseUnparsed, refuseUnrouted } from './early-refusals.js';
import { registerErrors } from './errors.js';
import { registerJsonBody } from './json-body.js';
import { type RegisterOptions, type Routes, registerRoutes } from './register.js';
import { registerValidation } from './validation.js';

const slowMs = 1000;
/** A request that has not arrived by then is given up: the largest document at 100 kB/s takes less. */
const longestArrivalMs = 300_000;

/** Reads that succeed at once are most of the traffic and say the least. */
function levelOf(request: FastifyRequest, reply: FastifyReply): 'info' | 'debug' {
  const isQuietRead = request.method === 'GET' && reply.statusCode < 400 && reply.elapsedTime < slowMs;
  return isQuietRead ? 'debug' : 'info';
}

export interface AppOptions extends RegisterOptions {
  routes: Routes;
  /** Size limit of a request's body in bytes. */
  maxBodyBytes: number;
  log: FastifyBaseLogger;
  /** Adds what is not in the endpoint table: sign-in, health, metrics, reference pages. */
  extend(app: FastifyInstance): Promise<void>;
}

/** The HTTP application, not yet listening. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: options.log,
    bodyLimit: options.maxBodyBytes,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    requestTimeout: longestArrivalMs,
    clientErrorHandler: refuseUnparsed(options.log),
    frameworkErrors: refuseUnrouted,
    // Checked below: Node's own refusal has no body.
    http: { requireHostHeader: false },
    routerOptions: { maxParamLength: 16_384, ignoreTrailingSlash: true },
    logController: new LogController({ disableRequestLogging: true }),
  });
  app.decorateRequest('caller', undefined);
  // Hooks that have nothing to wait for call back: a promise each would be felt by every request.
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    request.log[levelOf(request, reply)](
      {
        method: request.method,
        path: request.url.split('?')[0],
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        organizationId: request.caller?.organizationId,
      },
      'request',
    );
    done();
  });
  registerCors(app);
  app.addHook('onRequest', (request, _reply, done) => {
    const isMissing = request.headers.host === undefined && request.raw.httpVersion === '1.1';
    done(isMissing ? badRequest('header.host is required') : undefined);
  });
  registerErrors(app, options);
  registerJsonBody(app);
  registerValidation(app);
  await options.extend(app);
  registerRoutes(app, options.routes, options);
  return app;
}
