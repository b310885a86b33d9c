import { randomBytes } from 'node:crypto';
import { type DockerEngine, within } from './docker-engine.js';
import { serviceLabel } from './labels.js';

/** The bridge on which the containers of one service are: they reach out, but not each other. */
export interface TaskNetwork {
  id: string;
  /** The engine's own address on it; null where the engine does not tell. */
  gateway: string | null;
  subnet: string | null;
}

export interface TaskNetworks {
  /** The network of the service, made where it is missing. */
  ensure(): Promise<TaskNetwork>;
  /** Engines have room for a few dozen networks only. Refused, which is well, while a container is on it. */
  remove(): Promise<void>;
}

const questionMs = 30_000;
/** Stopping does not wait for an engine that hangs. */
const partingMs = 3000;

export function createTaskNetworks({ docker }: DockerEngine, instanceId: string): TaskNetworks {
  let ensuring: Promise<TaskNetwork> | undefined;

  /** The oldest first: workers that start together may make one each. */
  async function ids(): Promise<string[]> {
    const filters = { label: [`${serviceLabel}=${instanceId}`] };
    const found: { Id: string; Created: string }[] = await within(questionMs, docker.listNetworks({ filters }));
    const key = ({ Created, Id }: { Id: string; Created: string }) => `${Date.parse(Created)} ${Id}`;
    return found.sort((one, other) => (key(one) < key(other) ? -1 : 1)).map(({ Id }) => Id);
  }

  async function inspect(id: string): Promise<TaskNetwork> {
    const { IPAM: ipam } = await within(questionMs, docker.getNetwork(id).inspect());
    const config = ipam?.Config?.[0];
    return { id, gateway: config?.Gateway?.split('/')[0] ?? null, subnet: config?.Subnet ?? null };
  }

  async function make(): Promise<string> {
    const creating = docker.createNetwork({
      // Engines let two have one name, and then start no container on either.
      Name: `las-${instanceId}-${randomBytes(4).toString('hex')}`,
      Driver: 'bridge',
      Options: { 'com.docker.network.bridge.enable_icc': 'false' },
      Labels: { [serviceLabel]: instanceId },
    });
    const { id } = await within(questionMs, creating);
    const [oldest = id] = await ids();
    if (id !== oldest) await within(questionMs, docker.getNetwork(id).remove());
    return oldest;
  }

  /** Of two that were made at the same moment, each may have been seen first: then both are kept, and one is removed here. */
  async function ensure(): Promise<TaskNetwork> {
    const [oldest, ...younger] = await ids();
    // Refused while a container is on it.
    for (const id of younger) await within(questionMs, docker.getNetwork(id).remove()).catch(() => {});
    return inspect(oldest ?? (await make()));
  }

  return {
    ensure() {
      ensuring ??= ensure().finally(() => {
        ensuring = undefined;
      });
      return ensuring;
    },
    async remove() {
      const removing = ids().then((all) => Promise.all(all.map((id) => docker.getNetwork(id).remove())));
      await within(partingMs, removing).catch(() => {});
    },
  };
}
