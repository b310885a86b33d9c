import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import { openApiDocument } from '@las/contract';
import type { FastifyInstance } from 'fastify';

/** `/openapi.json`, and at `/docs` a page over it that needs nothing from elsewhere. */
export async function registerReference(app: FastifyInstance, options: { version: string }): Promise<void> {
  const document = openApiDocument({ version: options.version, tokenUrl: '/oauth2/token' });
  app.get('/openapi.json', async () => document);
  await app.register(async (scope) => {
    await scope.register(fastifySwagger, { mode: 'static', specification: { document: document as never } });
    await scope.register(fastifySwaggerUi, {
      routePrefix: '/docs',
      uiConfig: { docExpansion: 'list', deepLinking: true, tryItOutEnabled: false },
      theme: { title: 'las API' },
    });
  });
}
