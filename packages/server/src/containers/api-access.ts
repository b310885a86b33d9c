import { rootCertificates } from 'node:tls';
import { basePath } from '@las/contract';
import type { ApiDoor, OpenDoor } from './api-door.js';
import type { TaskSignIn } from './container-runner.js';
import type { FileToPack } from './tar-file.js';
import type { TaskNetwork } from './task-network.js';

/** What a container is told of the API. */
export interface ApiForContainer {
  variables(signIn: TaskSignIn): Record<string, string>;
  /** What the variables name, to be packed into {@link filesFolder}. */
  files: FileToPack[];
  /** Value of the label by which an adopting worker opens the same ports again; null: no door. */
  doorLabel: string | null;
  /** Name that the engine has to resolve to the machine that it runs on. */
  extraHosts: string[];
}

/** The ways by which containers reach the API. */
export interface ApiAccess {
  forContainer(network: TaskNetwork): Promise<ApiForContainer>;
  /** Opens the ports that an adopted container was told of. @returns what closes them again. */
  reopen(network: TaskNetwork, label: string): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Where the certificates are in a container. */
export const filesFolder = 'etc/las';
const certificateFile = 'certificate.pem';
const bundleFile = 'ca-bundle.pem';
/** By which containers reach the machine of an engine that runs in a virtual machine of its own. */
const hostName = 'host.docker.internal';

function signInVariables({ clientId, clientSecret, apiKey }: TaskSignIn): Record<string, string> {
  return { LAS_CLIENT_ID: clientId, LAS_CLIENT_SECRET: clientSecret, LAS_API_KEY: apiKey };
}

function atUrl(text: string): ApiForContainer {
  const url = new URL(text);
  const path = url.pathname.replace(/\/$/, '');
  const endpoints = { LAS_AUTH_ENDPOINT: `${url.host}${path}`, LAS_API_ENDPOINT: `${url.origin}${path}${basePath}` };
  return {
    variables: (signIn) => ({ ...signInVariables(signIn), ...endpoints }),
    files: [],
    doorLabel: null,
    extraHosts: [],
  };
}

function atDoor(host: string, { httpPort, httpsPort, certificate }: ApiDoor): ApiForContainer {
  return {
    variables: (signIn) => ({
      ...signInVariables(signIn),
      LAS_AUTH_ENDPOINT: `${host}:${httpsPort}`,
      LAS_API_ENDPOINT: `http://${host}:${httpPort}${basePath}`,
      NODE_EXTRA_CA_CERTS: `/${filesFolder}/${certificateFile}`,
      REQUESTS_CA_BUNDLE: `/${filesFolder}/${bundleFile}`,
    }),
    files: [
      { path: certificateFile, content: certificate },
      // It takes the place of the program's own list: with ours alone, no other server could be trusted.
      { path: bundleFile, content: [...rootCertificates, certificate].join('\n') },
    ],
    doorLabel: `${httpPort},${httpsPort}`,
    extraHosts: host === hostName ? [`${hostName}:host-gateway`] : [],
  };
}

interface OpenedDoor {
  host: string;
  networkId: string;
  door: ApiDoor;
}

const anyPorts = { httpPort: 0, httpsPort: 0 };

async function openAt(openDoor: OpenDoor, network: TaskNetwork, ports = anyPorts): Promise<OpenedDoor> {
  const { id: networkId, gateway, subnet } = network;
  if (gateway !== null) {
    try {
      const door = await openDoor({ host: gateway, names: [gateway], subnet, ...ports });
      return { host: gateway, networkId, door };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRNOTAVAIL') throw error;
    }
  }
  // The bridge is not on this machine: the engine runs in a virtual machine, which forwards to our loopback address.
  const door = await openDoor({ host: '127.0.0.1', names: [hostName], subnet: null, ...ports });
  return { host: hostName, networkId, door };
}

function byDoor(openDoor: OpenDoor): ApiAccess {
  let opened: Promise<OpenedDoor> | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const others = new Map<string, Promise<{ opened: OpenedDoor | undefined; uses: number }>>();

  function open(network: TaskNetwork): Promise<OpenedDoor> {
    opened = openAt(openDoor, network);
    return opened;
  }

  async function lookFor(network: TaskNetwork): Promise<OpenedDoor> {
    const known = await opened?.catch(() => undefined);
    if (!known) return open(network);
    if (known.networkId === network.id) return known;
    // The network was removed and made again: so was the address on it.
    await known.door.close();
    return open(network);
  }

  /** One after the other, so that no door is opened twice. */
  function current(network: TaskNetwork): Promise<OpenedDoor> {
    const looking = turn.then(() => lookFor(network));
    turn = looking.catch(() => {});
    return looking;
  }

  async function openOther(network: TaskNetwork, label: string) {
    const [httpPort = 0, httpsPort = 0] = label.split(',').map(Number);
    // Another worker may serve them still, which is as well.
    return { opened: await openAt(openDoor, network, { httpPort, httpsPort }).catch(() => undefined), uses: 0 };
  }

  return {
    async forContainer(network) {
      const { host, door } = await current(network);
      return atDoor(host, door);
    },
    async reopen(network, label) {
      const own = await opened?.catch(() => undefined);
      if (own && `${own.door.httpPort},${own.door.httpsPort}` === label) return async () => {};
      const opening = others.get(label) ?? openOther(network, label);
      others.set(label, opening);
      const other = await opening;
      other.uses++;
      return async () => {
        other.uses--;
        if (other.uses > 0) return;
        if (others.get(label) === opening) others.delete(label);
        await other.opened?.door.close();
      };
    },
    async close() {
      const all = [await opened?.catch(() => undefined)];
      for (const other of others.values()) all.push((await other).opened);
      await Promise.all(all.map((one) => one?.door.close()));
    },
  };
}

export function createApiAccess(api: { url: string } | { openDoor: OpenDoor }): ApiAccess {
  if ('openDoor' in api) return byDoor(api.openDoor);
  return { forContainer: async () => atUrl(api.url), reopen: async () => async () => {}, close: async () => {} };
}
