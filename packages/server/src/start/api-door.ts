import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, BlockList, type Server, type Socket } from 'node:net';
import { basePath } from '@las/contract';
import type { FastifyInstance } from 'fastify';
import type { DoorPlace, OpenDoor } from '../containers/api-door.js';
import { refuseUnparsed } from '../http/early-refusals.js';
import { ensureCertificate } from './certificate.js';

/** What a task needs: the API and a token for it. Metrics and the reference pages are none of its business. */
const served = [`${basePath}/`, '/token', '/oauth2/token', '/jwks', '/.well-known/'];

function isServed(url: string): boolean {
  const path = url.split('?')[0] ?? '';
  return served.some((prefix) => (prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix));
}

function refuse(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify({ message: 'There is nothing at this path' }));
}

function whoMayEnter(subnet: string | null): (socket: Socket) => boolean {
  if (subnet === null) return () => true;
  const [network = '', prefix] = subnet.split('/');
  const allowed = new BlockList();
  allowed.addSubnet(network, Number(prefix));
  return ({ remoteAddress = '' }) => allowed.check(remoteAddress.replace(/^::ffff:/, ''));
}

async function open(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  server.listen({ host, port });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function close(server: Server & { closeAllConnections(): void }): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/**
 * Attaches an application to further addresses.
 *
 * @param certificateDir where the certificate of these doors is kept: containers that outlive this process go on to trust it.
 */
export function createDoors(app: FastifyInstance, certificateDir: string): OpenDoor {
  const route = (request: IncomingMessage, response: ServerResponse) => {
    if (isServed(request.url ?? '')) app.routing(request, response);
    else refuse(response);
  };
  return async ({ host, names, httpPort, httpsPort, subnet }: DoorPlace) => {
    await app.ready();
    const certificate = await ensureCertificate(certificateDir, names);
    const mayEnter = whoMayEnter(subnet);
    const plain = createServer({ requireHostHeader: false }, route);
    const secure = createSecureServer({ ...certificate, requireHostHeader: false }, route);
    for (const server of [plain, secure]) {
      server.on('connection', (socket: Socket) => {
        if (!mayEnter(socket)) socket.destroy();
      });
      server.on('clientError', refuseUnparsed(app.log));
      server.on('checkExpectation', route);
    }
    const ports = { httpPort: await open(plain, { host, port: httpPort }), httpsPort: 0 };
    try {
      ports.httpsPort = await open(secure, { host, port: httpsPort });
    } catch (error) {
      await close(plain);
      throw error;
    }
    return {
      ...ports,
      certificate: certificate.cert,
      close: async () => {
        await Promise.all([close(plain), close(secure)]);
      },
    };
  };
}
