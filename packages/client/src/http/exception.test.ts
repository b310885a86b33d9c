import { describe, expect, it } from 'vitest';
import { ClientException } from '../errors.js';
import { toException } from './exception.js';

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, statusText: '', headers: new Headers(headers), text };
}

describe('toException', () => {
  it.each([
    [400, { message: 'groundTruth is missing' }, 'BadRequestException'],
    [401, { message: 'Unauthorized' }, 'UnauthorizedException'],
    [403, { message: 'Forbidden' }, 'InvalidCredentialsException'],
    [403, { reason: 'Forbidden' }, 'InvalidCredentialsException'],
    [403, { message: 'forbidden' }, 'ForbiddenException'],
    [403, '<html>', 'ForbiddenException'],
    [404, { message: 'x was not found' }, 'NotFoundException'],
    [409, { message: 'conflict' }, 'ClientException'],
    [413, { message: 'too large' }, 'PayloadTooLargeException'],
    [415, { message: 'no JSON' }, 'UnsupportedMediaTypeException'],
    [429, { message: 'Too Many Requests' }, 'TooManyRequestsException'],
    [429, 'slow down', 'TooManyRequestsException'],
    [429, { message: 'Limit Exceeded' }, 'LimitExceededException'],
    [500, { message: 'Internal error' }, 'ServerException'],
    [501, { message: 'not yet' }, 'NotImplementedException'],
    [503, '', 'ServerException'],
  ])('makes of %i %j a %s', (status, body, name) => {
    const exception = toException(answer(status, body), 'GET /x');
    expect(exception.name).toBe(name);
    expect(exception).toBeInstanceOf(ClientException);
    expect(exception).toMatchObject({ status, body });
  });

  it('carries the message, the request id and the time to wait', () => {
    const headers = { 'x-request-id': 'r-1', 'retry-after': '2' };
    const exception = toException(answer(503, { message: 'Starting' }, headers), 'GET /x');
    expect(exception).toMatchObject({ message: 'Starting', requestId: 'r-1', retryAfter: 2 });
  });

  it('names the call when the body says nothing', () => {
    expect(toException(answer(502, '<html>'), 'GET /x').message).toBe('GET /x was answered with status 502');
  });

  it('reads the errors of token endpoints', () => {
    const body = { error: 'invalid_request', error_description: 'grant_type is missing' };
    expect(toException(answer(400, body), 'POST /token').message).toBe('grant_type is missing');
  });
});
