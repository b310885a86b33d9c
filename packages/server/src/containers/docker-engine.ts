import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import Docker from 'dockerode';

/** A connection to a Docker-compatible engine. */
export interface DockerEngine {
  docker: Docker;
  /** As it was configured. */
  address: string;
  /** Resolves when the engine answers. @throws NoEngine */
  ping(): Promise<void>;
  /** Ends with the container, or with the connection. */
  waitStream(containerId: string): Promise<Readable>;
}

/** No engine answers at the address. */
export class NoEngine extends Error {
  override readonly name = 'NoEngine';

  constructor(address: string, cause: unknown) {
    super(`no container engine reachable at ${address}`, { cause });
  }
}

export interface EngineSettings {
  dockerHost: string;
  dockerCertPath: string | null;
}

function tlsFiles(folder: string | null) {
  if (folder === null) return {};
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  return { ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') };
}

const tcpSchemes = ['tcp:', 'http:', 'https:'];

/**
 * Everything is named, as undefined where it is not wanted: dockerode takes the rest from the environment.
 *
 * @throws where the setting is no address that it knows, or the files for TLS cannot be read.
 */
function toOptions({ dockerHost, dockerCertPath }: EngineSettings): Docker.DockerOptions {
  if (dockerHost.startsWith('unix://')) {
    return { socketPath: dockerHost.slice('unix://'.length), host: undefined, protocol: 'http' };
  }
  const { protocol, hostname, port } = new URL(dockerHost);
  if (!tcpSchemes.includes(protocol)) throw new Error(`The scheme ${protocol} is not supported.`);
  const tls = tlsFiles(dockerCertPath);
  const isSecure = protocol === 'https:' || dockerCertPath !== null;
  return {
    socketPath: undefined,
    host: hostname,
    port: port || (isSecure ? '2376' : '2375'),
    protocol: isSecure ? 'https' : 'http',
    ca: undefined,
    cert: undefined,
    key: undefined,
    ...tls,
  };
}

/** An engine answers a question in milliseconds; starting a container on a busy disk may take long. */
const pingPatienceMs = 5000;

/** The status of a refusal; undefined where the engine did not answer. */
export function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** What the engine says of a refusal, without the HTTP around it. */
export function reasonOf(error: unknown): string {
  const json = error instanceof Error && 'json' in error ? error.json : undefined;
  const said = typeof json === 'object' && json !== null && 'message' in json ? json.message : undefined;
  const text = typeof said === 'string' ? said : error instanceof Error ? error.message : String(error);
  const plain = text.replace(/^\(HTTP code \d+\) [\w ]+ - /, '');
  return plain.trim().replace(/\s+/g, ' ').slice(0, 1000);
}

/** An answer that breaks off halfway is never told by the library: without a bound it would be waited for for ever. */
export async function within<T>(milliseconds: number, question: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The container engine did not answer in time.')), milliseconds);
  });
  return Promise.race([question, tooLate]).finally(() => clearTimeout(timer));
}

/** A wrong address is one where no engine is: it is told by whoever needs one, not by the start of the service. */
function readSettings(settings: EngineSettings): { options: Docker.DockerOptions; problem?: unknown } {
  try {
    return { options: toOptions(settings) };
  } catch (problem) {
    return { options: { socketPath: '/dev/null', host: undefined, protocol: 'http' }, problem };
  }
}

export function connectEngine(settings: EngineSettings): DockerEngine {
  const { options, problem } = readSettings(settings);
  const docker = new Docker(options);
  const address = settings.dockerHost;
  return {
    docker,
    address,
    async ping() {
      if (problem !== undefined) throw new NoEngine(address, problem);
      await within(pingPatienceMs, docker.ping()).catch((cause: unknown) => {
        throw new NoEngine(address, cause);
      });
    },
    waitStream: (containerId) =>
      new Promise((resolve, reject) => {
        docker.modem.dial(
          {
            path: `/containers/${containerId}/wait`,
            method: 'POST',
            isStream: true,
            statusCodes: { 200: true, 404: 'no such container', 500: 'server error' },
          },
          (error: unknown, stream: unknown) => (error ? reject(error) : resolve(stream as Readable)),
        );
      }),
  };
}
