/** What is known of a request that failed. */
export interface FailureDetails {
  status?: number | undefined;
  requestId?: string | undefined;
  body?: unknown;
  retryAfter?: number | undefined;
  cause?: unknown;
}

/** No complete set of credentials was found. Nothing was sent. */
export class MissingCredentials extends Error {
  override readonly name = 'MissingCredentials';
}

/** Base of everything that goes wrong with a request. */
export class ClientException extends Error {
  override readonly name: string = 'ClientException';
  /** HTTP status of the answer; undefined when there was none. */
  readonly status: number | undefined;
  /** `x-request-id` of the answer: the service's log has the same. */
  readonly requestId: string | undefined;
  /** Body of the answer: parsed when it is JSON, else its text. */
  readonly body: unknown;
  /** Seconds that the service asks to wait before another try. */
  readonly retryAfter: number | undefined;

  constructor(message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.status = details.status;
    this.requestId = details.requestId;
    this.body = details.body;
    this.retryAfter = details.retryAfter;
  }
}

/** 400: the request breaks a rule; the message names the field. */
export class BadRequestException extends ClientException {
  override readonly name = 'BadRequestException';
}

/** 401, with a new access token as well. */
export class UnauthorizedException extends ClientException {
  override readonly name = 'UnauthorizedException';
}

/** The client id, the client secret or the api key is wrong. */
export class InvalidCredentialsException extends ClientException {
  override readonly name = 'InvalidCredentialsException';
}

/** 403: the access token does not allow this. */
export class ForbiddenException extends ClientException {
  override readonly name = 'ForbiddenException';
}

/** 404: something that the path names does not exist. */
export class NotFoundException extends ClientException {
  override readonly name = 'NotFoundException';
}

/** 413: the document or asset is too large. */
export class PayloadTooLargeException extends ClientException {
  override readonly name = 'PayloadTooLargeException';
}

/** 415: the body is not JSON. */
export class UnsupportedMediaTypeException extends ClientException {
  override readonly name = 'UnsupportedMediaTypeException';
}

/** 429: too many requests at once, and still so after the retries. */
export class TooManyRequestsException extends ClientException {
  override readonly name = 'TooManyRequestsException';
}

/** 429: a quota is used up. It is not retried. */
export class LimitExceededException extends ClientException {
  override readonly name = 'LimitExceededException';
}

/** 5xx, and still so after the retries. */
export class ServerException extends ClientException {
  override readonly name: string = 'ServerException';
}

/** 501: this version of the service cannot do it. It is not retried. */
export class NotImplementedException extends ServerException {
  override readonly name = 'NotImplementedException';
}

/** No answer came: the service cannot be reached or the connection broke, and still so after the retries. */
export class ConnectionException extends ClientException {
  override readonly name: string = 'ConnectionException';
}

/** No answer came in time, and still so after the retries. */
export class TimeoutException extends ConnectionException {
  override readonly name = 'TimeoutException';
}
