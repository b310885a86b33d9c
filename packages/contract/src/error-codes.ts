import { Type } from 'typebox';
import { closed } from './scalars.js';

/** Body of every error answer. */
export const ErrorBody = closed({ message: Type.String() });
export type ErrorBody = Type.Static<typeof ErrorBody>;

/** HTTP status by code. Both codes of 429 and the message of `invalidApiKey` are told apart by their exact text. */
export const errorStatus = {
  badRequest: 400,
  unauthorized: 401,
  invalidApiKey: 403,
  forbidden: 403,
  notFound: 404,
  methodNotAllowed: 405,
  payloadTooLarge: 413,
  unsupportedMediaType: 415,
  tooManyRequests: 429,
  limitExceeded: 429,
  internal: 500,
  notImplemented: 501,
  unavailable: 503,
} as const;
export type ErrorCode = keyof typeof errorStatus;

/** Messages that existing clients compare letter by letter. */
export const exactMessages = {
  invalidApiKey: 'Forbidden',
  tooManyRequests: 'Too Many Requests',
  limitExceeded: 'Limit Exceeded',
} as const satisfies Partial<Record<ErrorCode, string>>;
