import type { AddressInfo, Server } from 'node:net';

/** Where the service listens, as a client on this machine reaches it. */
export interface Addresses {
  http: string;
  https: string;
}

/** A host for URLs that one can connect to, for one that may mean "all of them". */
export function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

export function addressOf(scheme: 'http' | 'https', host: string, server: Server): string {
  const { port } = server.address() as AddressInfo;
  return `${scheme}://${reachableHost(host)}:${port}`;
}
