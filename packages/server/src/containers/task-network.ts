import { type DockerEngine, statusOf, within } from './docker-engine.js';
import { serviceLabel } from './labels.js';

/** The bridge on which the containers of one service are: they reach out, but not each other. */
export interface TaskNetwork {
  id: string;
  name: string;
  /** The engine's own address on it; null where the engine does not tell. */
  gateway: string | null;
  subnet: string | null;
}

const questionMs = 30_000;

async function find({ docker }: DockerEngine, name: string): Promise<TaskNetwork | undefined> {
  try {
    const { Id: id, IPAM: ipam } = await within(questionMs, docker.getNetwork(name).inspect());
    const config = ipam?.Config?.[0];
    return { id, name, gateway: config?.Gateway?.split('/')[0] ?? null, subnet: config?.Subnet ?? null };
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

async function create({ docker }: DockerEngine, name: string, instanceId: string): Promise<void> {
  const creating = docker.createNetwork({
    Name: name,
    Driver: 'bridge',
    CheckDuplicate: true,
    EnableIPv6: false,
    Options: { 'com.docker.network.bridge.enable_icc': 'false' },
    Labels: { [serviceLabel]: instanceId },
  });
  await within(questionMs, creating).catch((error: unknown) => {
    // Another worker was first.
    if (statusOf(error) !== 409) throw error;
  });
}

/** The network of a service, made where it is missing. */
export async function ensureNetwork(engine: DockerEngine, instanceId: string): Promise<TaskNetwork> {
  const name = `las-${instanceId}`;
  const existing = await find(engine, name);
  if (existing) return existing;
  await create(engine, name, instanceId);
  const made = await find(engine, name);
  if (!made) throw new Error(`The container engine has no network ${name} after making it.`);
  return made;
}

/** Engines have room for a few dozen networks only. Refused, which is well, while a container is on it. */
export async function removeNetwork({ docker }: DockerEngine, instanceId: string): Promise<void> {
  await within(questionMs, docker.getNetwork(`las-${instanceId}`).remove()).catch(() => {});
}
