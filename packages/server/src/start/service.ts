import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { trainInWorkers } from '@las/extractor/parallel';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { type ContainerRunner, createContainerRunner } from '../containers/container-runner.js';
import { startJobs } from '../jobs/start-jobs.js';
import type { Addresses } from './addresses.js';
import { createDoors } from './api-door.js';
import { certificateFile } from './certificate.js';
import { Closers } from './closers.js';
import { endpointsOf, makeFirstOrganization, refreshCredentialsFile } from './first-start.js';
import { createHttp, newHttpState, openHttp } from './http.js';
import { noteAddresses } from './last-addresses.js';
import { createServices, type Services } from './services.js';
import { openStorage } from './storage.js';

export interface Service {
  addresses: Addresses;
  /** The text of the credentials file, when this start has made it. */
  firstCredentials: string | null;
  /** Is told when the service cannot go on. */
  onFailure(listener: (reason: string) => void): void;
  /** Takes no new requests, ends those under way, puts background jobs back and closes everything. */
  stop(): Promise<void>;
}

const instanceIdLength = 16;

function createContainers(config: Config, { vault }: Services, app: FastifyInstance, log: Logger): ContainerRunner {
  return createContainerRunner({
    dockerHost: config.dockerHost,
    dockerCertPath: config.dockerCertPath,
    // All replicas have the same master key, and no other service has it.
    instanceId: vault.sign('containers', 'instance').toString('hex').slice(0, instanceIdLength),
    workerId: randomUUID(),
    api: config.containerApiUrl
      ? { url: config.containerApiUrl }
      : { openDoor: createDoors(app, join(config.dataDir, 'container-certificate')) },
    log,
  });
}

/** Starts everything; what was opened is closed again when a part of it fails. */
export async function startService(config: Config, log: Logger): Promise<Service> {
  const closers = new Closers();
  try {
    const storage = await openStorage(config, log);
    closers.add(() => storage.close());
    const services = await createServices(config, storage, log, closers);
    const state = newHttpState(config);
    const app = await createHttp(config, services, { log, state });
    const containers = createContainers(config, services, app, log);
    state.checkContainers = () => containers.check();
    const jobs = await startJobs({
      ...services,
      ...config,
      quotas: services.quotas,
      workflows: { ...services, ...config, containers },
      pool: storage.pool,
      log,
      train: trainInWorkers,
    });
    closers.add(() => jobs.stop());
    const { addresses } = await openHttp(app, { config, services, state }, closers);
    const endpoints = endpointsOf(addresses, config.publicUrl, certificateFile(join(config.dataDir, 'certificate')));
    await noteAddresses(config.dataDir, addresses);
    const firstCredentials = await makeFirstOrganization(services, endpoints, config.credentialsFile);
    if (firstCredentials === null) await refreshCredentialsFile(config.credentialsFile, endpoints);
    return {
      addresses,
      firstCredentials,
      onFailure: (listener) => storage.onDatabaseExit(listener),
      stop: () => closers.closeAll(),
    };
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}
