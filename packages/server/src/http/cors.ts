import type { FastifyInstance } from 'fastify';

const headers = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PATCH, DELETE, OPTIONS',
  'access-control-allow-headers': 'Authorization, Content-Type, X-Api-Key, Idempotency-Key',
  'access-control-expose-headers': 'X-Request-Id, Retry-After',
  'access-control-max-age': '7200',
};

/** Lets pages of any origin call the API: it takes no cookies, so an origin is no protection. */
export function registerCors(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (request.method === 'OPTIONS') return reply.code(200).send({});
  });
}
