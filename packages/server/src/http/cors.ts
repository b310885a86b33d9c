import type { FastifyInstance } from 'fastify';

const preflightHeaders = {
  'access-control-allow-methods': 'GET, POST, PATCH, DELETE, OPTIONS',
  'access-control-allow-headers': 'Authorization, Content-Type, X-Api-Key, Idempotency-Key, Last-Event-ID',
  'access-control-max-age': '7200',
};

/** Stands in every answer, so that a page may read it. */
export const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'X-Request-Id, Retry-After',
};

/** Lets pages of any origin call the API: it takes no cookies, so an origin is no protection. */
export function registerCors(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(corsHeaders);
    if (request.method === 'OPTIONS') reply.headers(preflightHeaders).code(200).send({});
    else done();
  });
}
