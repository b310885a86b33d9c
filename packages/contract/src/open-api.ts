import type { TObject } from 'typebox';
import type { Endpoint } from './endpoint.js';
import { allScopes, basePath, endpoints } from './endpoints.js';
import { ErrorBody, errorStatus } from './error-codes.js';
import type { JsonObject } from './scalars.js';

const descriptions: Record<number, string> = {
  400: 'The request breaks a shape or a rule; the message names the field.',
  401: 'The access token is missing, unknown or expired.',
  403: 'The API key is missing or wrong ("Forbidden"), or the token lacks the scope.',
  404: 'There is no such thing in the organization.',
  413: 'The content is too large.',
  415: 'The body is not application/json.',
  429: 'Too many requests ("Too Many Requests"), or a quota is used up ("Limit Exceeded").',
  500: 'An error of the service.',
};

const errorResponses = Object.fromEntries(
  [...new Set(Object.values(errorStatus))]
    .filter((status) => status in descriptions)
    .map((status) => [status, { $ref: `#/components/responses/${status}` }]),
);

function parameters(row: Endpoint): JsonObject[] {
  const each = (schema: TObject | undefined, place: 'path' | 'query') =>
    Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
      name,
      in: place,
      required: place === 'path',
      schema: property,
    }));
  return [...each(row.params, 'path'), ...each(row.query, 'query')];
}

function operation(name: string, row: Endpoint): JsonObject {
  const eventStream = row.streams ? { 'text/event-stream': { schema: { type: 'string' } } } : {};
  const ok = row.answer
    ? { 200: { description: 'Done.', content: { 'application/json': { schema: row.answer }, ...eventStream } } }
    : { 204: { description: 'Done; no body.' } };
  return {
    operationId: name,
    summary: row.summary,
    tags: [row.path.split('/')[1]],
    security: [{ token: [row.scope], apiKey: [] }],
    parameters: parameters(row),
    ...(row.body ? { requestBody: { required: true, content: { 'application/json': { schema: row.body } } } } : {}),
    responses: { ...ok, ...errorResponses },
  };
}

function paths(): JsonObject {
  const byPath: Record<string, JsonObject> = {};
  for (const [name, row] of Object.entries(endpoints)) {
    byPath[row.path] = { ...byPath[row.path], [row.method.toLowerCase()]: operation(name, row) };
  }
  return byPath;
}

/** The API as an OpenAPI 3.1 document, generated from the endpoint table. */
export function openApiDocument(options: { version: string; tokenUrl: string }): JsonObject {
  return {
    openapi: '3.1.0',
    info: { title: 'las', version: options.version, description: 'A self-hosted document AI service.' },
    servers: [{ url: basePath }],
    paths: paths(),
    components: {
      securitySchemes: {
        token: {
          type: 'oauth2',
          flows: {
            clientCredentials: {
              tokenUrl: options.tokenUrl,
              scopes: Object.fromEntries(allScopes.map((scope) => [scope, scope.replace(':', ', ')])),
            },
          },
        },
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
      },
      responses: Object.fromEntries(
        Object.entries(descriptions).map(([status, description]) => [
          status,
          { description, content: { 'application/json': { schema: ErrorBody } } },
        ]),
      ),
    },
  };
}
