import { type ErrorCode, errorStatus } from '@las/contract';
import type { FastifyError, FastifyInstance } from 'fastify';
import { isDatabaseAway } from '../db/database-away.js';
import { ApiError } from '../domain/api-error.js';
import { silentErrorFields } from '../logging/error-fields.js';

/** What the framework itself refuses, by the status it gives. */
const codeOfStatus: Record<number, ErrorCode> = {
  400: 'badRequest',
  403: 'forbidden',
  404: 'notFound',
  405: 'methodNotAllowed',
  413: 'payloadTooLarge',
  415: 'unsupportedMediaType',
  503: 'unavailable',
};

function toApiError(error: FastifyError, maxBytes: number): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (isDatabaseAway(error))
    return new ApiError('unavailable', 'The database is not reachable at present', { 'retry-after': '1' });
  const code = error.statusCode === undefined ? undefined : codeOfStatus[error.statusCode];
  if (code === 'payloadTooLarge') return new ApiError(code, `The body is larger than ${maxBytes} bytes`);
  if (code === 'unsupportedMediaType') return new ApiError(code, 'The body has to be application/json');
  if (code) return new ApiError(code, error.message);
  return error.statusCode && error.statusCode < 500 ? new ApiError('badRequest', error.message) : undefined;
}

/** A message quotes names that the caller made up, and they may be megabytes. */
const longestMessage = 1000;

function shorten(message: string): string {
  return message.length > longestMessage ? `${message.slice(0, longestMessage).toWellFormed()}…` : message;
}

/** The one mapper of errors to answers. */
export function registerErrors(app: FastifyInstance, options: { maxBodyBytes: number }): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const known = toApiError(error, options.maxBodyBytes);
    if (!known) {
      // What it says may quote a document: a database names the value that it refuses.
      request.log.error(silentErrorFields(error), 'unexpected error');
      return reply.code(errorStatus.internal).send({ message: `Internal error; request ${request.id}` });
    }
    return reply
      .code(errorStatus[known.code])
      .headers(known.headers)
      .send({ message: shorten(known.message) });
  });
  app.setNotFoundHandler((request, reply) =>
    reply
      .code(errorStatus.notFound)
      .send({ message: shorten(`There is no ${request.method} ${request.url.split('?')[0]}`) }),
  );
}
