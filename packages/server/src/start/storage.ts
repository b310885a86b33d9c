import { access, constants, mkdir } from 'node:fs/promises';
import type { Logger } from 'pino';
import { createVault, type Vault } from '../auth/vault.js';
import { type Config, ConfigError } from '../config.js';
import { type DatabasePool, migrate, openDatabase } from '../db/database.js';
import { startEmbeddedPostgres } from './embedded-postgres/embedded-postgres.js';
import { findRunningPostgres } from './embedded-postgres/running-postgres.js';
import { loadMasterKey } from './master-key.js';

/** What every command of the server needs: the database, migrated, and the keys. */
export interface Storage extends DatabasePool {
  vault: Vault;
  /** Is told when the embedded database has ended for good. */
  onDatabaseExit(listener: (reason: string) => void): void;
}

interface Postgres {
  url: string;
  stop(): Promise<void>;
  onExit(listener: (reason: string) => void): void;
}

const foreign = (url: string): Postgres => ({ url, stop: async () => {}, onExit: () => {} });

const oldestVersion = 14;

/** @throws ConfigError where no database answers, or one that is too old. */
async function checkDatabase(pool: DatabasePool['pool']): Promise<void> {
  const answer = await pool
    .query("select current_setting('server_version_num')::int / 10000 as major")
    .catch((error) => {
      throw new ConfigError(`The database cannot be reached: ${error instanceof Error ? error.message : error}`);
    });
  const { major } = answer.rows[0];
  if (major < oldestVersion) {
    throw new ConfigError(`The database is PostgreSQL ${major}; ${oldestVersion} or newer is needed`);
  }
}

async function makeDataDirectory(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new ConfigError(
      `The data folder ${dataDir} cannot be used: ${error instanceof Error ? error.message : error}`,
    );
  }
}

async function connect(config: Config, postgres: Postgres, log: Logger): Promise<Storage> {
  const database = openDatabase({
    url: postgres.url,
    maxConnections: config.databaseConnections,
    onError: (error) => log.warn({ reason: error.message }, 'a database connection broke'),
  });
  try {
    await checkDatabase(database.pool);
    const vault = createVault(await loadMasterKey(config.dataDir, config.masterKey));
    await migrate(database.db);
    return {
      ...database,
      vault,
      onDatabaseExit: (listener) => postgres.onExit(listener),
      async close() {
        await database.close();
        await postgres.stop();
      },
    };
  } catch (error) {
    await database.close();
    await postgres.stop();
    throw error;
  }
}

/** Opens the database for the service, starting the embedded one unless another is named. */
export async function openStorage(config: Config, log: Logger): Promise<Storage> {
  await makeDataDirectory(config.dataDir);
  const postgres = config.databaseUrl
    ? foreign(config.databaseUrl)
    : await startEmbeddedPostgres({ dataDir: config.dataDir, log: (message) => log.info(message) });
  return connect(config, postgres, log);
}

/** Opens the database for a command: beside a running server when there is one. */
export async function openStorageBeside(config: Config, log: Logger): Promise<Storage> {
  const running = config.databaseUrl ?? (await findRunningPostgres(config.dataDir));
  return running ? connect(config, foreign(running), log) : openStorage(config, log);
}
