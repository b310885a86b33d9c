import type { RequestListener } from 'node:http';
import { createServer, type Server as HttpsServer } from 'node:https';
import type { FastifyInstance } from 'fastify';
import { ConfigError } from '../config.js';
import { refuseUnparsed } from '../http/early-refusals.js';
import { type Addresses, addressOf } from './addresses.js';

export interface Listeners {
  addresses: Addresses;
  /** Takes no new connections and waits for the requests under way, at most `patienceMs`. */
  close(patienceMs: number): Promise<void>;
}

export interface ListenOptions {
  host: string;
  port: number;
  httpsPort: number;
  certificate: { key: string; cert: string };
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new ConfigError(`Port ${port} on ${host} is taken; choose another, or 0 for a free one`);
  if (error.code === 'EACCES') return new ConfigError(`Port ${port} on ${host} may not be used by this user`);
  if (error.code === 'EADDRNOTAVAIL') return new ConfigError(`${host} is no address of this machine`);
  return error;
}

async function listenHttps(server: HttpsServer, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Opens both listeners on one application. */
export async function listen(app: FastifyInstance, options: ListenOptions): Promise<Listeners> {
  const { host, port, httpsPort, certificate } = options;
  await app.listen({ host, port }).catch((error) => {
    throw explain(error, host, port);
  });
  const route: RequestListener = (request, response) => app.routing(request, response);
  const secure = createServer({ ...certificate, requireHostHeader: false }, route);
  secure.on('clientError', refuseUnparsed(app.log));
  // An expectation may be ignored (RFC 9110, section 10.1.1); Node refuses what it does not know, with an empty body.
  for (const server of [app.server, secure]) server.on('checkExpectation', route);
  await listenHttps(secure, host, httpsPort).catch(async (error) => {
    await app.close();
    throw explain(error, host, httpsPort);
  });
  return {
    addresses: { http: addressOf('http', host, app.server), https: addressOf('https', host, secure) },
    async close(patienceMs) {
      const timer = setTimeout(() => {
        app.server.closeAllConnections();
        secure.closeAllConnections();
      }, patienceMs);
      const secureClosed = new Promise<void>((resolve) => secure.close(() => resolve()));
      secure.closeIdleConnections();
      await Promise.all([app.close(), secureClosed]).finally(() => clearTimeout(timer));
    },
  };
}
