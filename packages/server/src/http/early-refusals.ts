import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyBaseLogger, FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { corsHeaders } from './cors.js';

/*
 * What is refused before there is a request that hooks could see: each answer has to carry by itself what they add to others.
 */

interface Refusal {
  status: number;
  message: string;
}

const notHttp: Refusal = { status: 400, message: 'The request is no well-formed HTTP/1.1' };

/** By the code that Node's server gives. */
const refusals: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The path and headers have to be at most 16384 bytes in all' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: 'The request took too long to arrive' },
};

/** Answers on the bare connection what is no request: unreadable, too large or too slow. For `clientError` of a server. */
export function refuseUnparsed(log: FastifyBaseLogger) {
  return (error: NodeJS.ErrnoException, socket: Duplex): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const { status, message } = refusals[error.code ?? ''] ?? notHttp;
    const reqId = randomUUID();
    log.info({ reqId, status, code: error.code }, 'request refused unread');
    const body = JSON.stringify({ message });
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'x-request-id': reqId,
      connection: 'close',
      ...corsHeaders,
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'), () => socket.destroy());
  };
}

/** Answers a path that does not decode, which the router refuses before any hook. */
export function refuseUnrouted(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  reply
    .code(400)
    .headers({ ...corsHeaders, 'x-request-id': request.id })
    .send({ message: 'path has to be percent-encoded UTF-8' });
}
