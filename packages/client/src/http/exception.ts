import {
  BadRequestException,
  ClientException,
  type FailureDetails,
  ForbiddenException,
  InvalidCredentialsException,
  LimitExceededException,
  NotFoundException,
  NotImplementedException,
  PayloadTooLargeException,
  ServerException,
  TooManyRequestsException,
  UnauthorizedException,
  UnsupportedMediaTypeException,
} from '../errors.js';
import type { Answer } from './answer.js';
import { parseRetryAfter } from './retry-after.js';

const exceptions: Readonly<Record<number, new (message: string, details: FailureDetails) => ClientException>> = {
  400: BadRequestException,
  401: UnauthorizedException,
  403: ForbiddenException,
  404: NotFoundException,
  413: PayloadTooLargeException,
  415: UnsupportedMediaTypeException,
  429: TooManyRequestsException,
  501: NotImplementedException,
};

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The API tells kinds of 403 and 429 apart by any value of the body that is exactly a certain text. */
function hasValue(body: unknown, text: string): boolean {
  return typeof body === 'object' && body !== null && Object.values(body).includes(text);
}

function exceptionClass(status: number, body: unknown) {
  if (status === 403 && hasValue(body, 'Forbidden')) return InvalidCredentialsException;
  if (status === 429 && hasValue(body, 'Limit Exceeded')) return LimitExceededException;
  return exceptions[status] ?? (status >= 500 ? ServerException : ClientException);
}

function messageOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { message, error_description: description, error } = body as Record<string, unknown>;
  return [message, description, error].find((text): text is string => typeof text === 'string' && text !== '');
}

/** The exception that stands for an answer which is no success. `call` is named when the answer says nothing. */
export function toException(answer: Answer, call: string): ClientException {
  const body = parseBody(answer.text);
  const Exception = exceptionClass(answer.status, body);
  return new Exception(messageOf(body) ?? `${call} was answered with status ${answer.status}`, {
    status: answer.status,
    requestId: answer.headers.get('x-request-id') ?? undefined,
    body,
    retryAfter: parseRetryAfter(answer.headers.get('retry-after'), Date.now()),
  });
}
