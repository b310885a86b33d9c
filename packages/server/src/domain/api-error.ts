import { type ErrorCode, exactMessages } from '@las/contract';

/** An error that a caller may see. Anything else that is thrown is a bug and answers 500 without its text. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  /** Extra headers of the answer, such as Retry-After. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.headers = headers;
  }
}

export function badRequest(message: string): ApiError {
  return new ApiError('badRequest', message);
}

export function notFound(id: string): ApiError {
  return new ApiError('notFound', `${id} was not found`);
}

export function limitExceeded(): ApiError {
  return new ApiError('limitExceeded', exactMessages.limitExceeded);
}
