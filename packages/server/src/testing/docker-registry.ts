import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestDockerEngine } from './docker-engine.js';

/** A private registry: Debian's docker-registry, behind a login. */
export interface TestRegistry {
  /** `127.0.0.1:port`, the first part of its images' names. */
  address: string;
  login: { username: string; password: string };
  /** Puts an image of the engine into the registry under this name, and takes it from the engine. */
  move(engine: TestDockerEngine, image: string, name: string): Promise<void>;
  close(): Promise<void>;
}

const program = '/usr/bin/docker-registry';
const htpasswd = '/usr/bin/htpasswd';
const startPatienceMs = 30_000;

/** Why there is no registry for tests on this machine; undefined where there is one. */
export function whyNoRegistry(): string | undefined {
  const isThere = existsSync(program) && existsSync(htpasswd);
  return isThere ? undefined : "Debian's docker-registry and apache2-utils are not installed";
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export async function startTestRegistry(): Promise<TestRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'las-registry-'));
  const login = { username: 'someone', password: 'a pass:word' };
  const { stdout } = spawnSync(htpasswd, ['-Bbn', login.username, login.password], { encoding: 'utf8' });
  await writeFile(join(folder, 'htpasswd'), stdout.trim());
  const address = `127.0.0.1:${await freePort()}`;
  const config = {
    version: 0.1,
    log: { level: 'error', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: address },
    auth: { htpasswd: { realm: 'test', path: join(folder, 'htpasswd') } },
  };
  // JSON is YAML.
  await writeFile(join(folder, 'config.yml'), JSON.stringify(config));
  const registry = spawn(program, ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  const end = Date.now() + startPatienceMs;
  while (
    !(await fetch(`http://${address}/v2/`).then(
      () => true,
      () => false,
    ))
  ) {
    if (Date.now() > end || registry.exitCode !== null) throw new Error('the registry does not start');
    await pause(50);
  }
  return {
    address,
    login,
    async move({ docker }, image, name) {
      const reference = `${address}/${name}`;
      const [repo = '', tag = 'latest'] = reference.split(/:(?=[^/:]+$)/);
      await docker.getImage(image).tag({ repo, tag });
      const progress = await docker.getImage(reference).push({ authconfig: { ...login, serveraddress: address } });
      await new Promise<void>((resolve, reject) => {
        docker.modem.followProgress(progress, (error, steps: { error?: string }[]) => {
          const failed = steps.find((step) => step.error);
          if (error || failed) reject(error ?? new Error(failed?.error));
          else resolve();
        });
      });
      await docker.getImage(reference).remove();
    },
    async close() {
      registry.kill();
      await once(registry, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
