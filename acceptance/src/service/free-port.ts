import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port that nothing listens on, for a service that is to be found at the same address again after a restart. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
