import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { publishedQuotas } from '@las/contract';
import { isHostPattern } from './domain/built-in/webhook/allowed-hosts.js';
import { parseQuotaTable, type QuotaTable } from './domain/quotas.js';

/** What the service is told at start. Nothing else reads the environment. */
export interface Config {
  host: string;
  port: number;
  httpsPort: number;
  dataDir: string;
  databaseUrl: string | null;
  databaseConnections: number;
  credentialsFile: string;
  publicUrl: string | null;
  requireApiKey: boolean;
  quotas: QuotaTable;
  /** Requests a second per organization; null is no limit. */
  rateLimit: number | null;
  maxDocumentBytes: number;
  retentionInDays: number;
  readerThreads: number;
  trainingThreads: number;
  /** Factor of waits, retry intervals and timeouts of workflows; 1 unless flows are being tested. */
  timeScale: number;
  /** How long a task stays with a holder that does not show itself. */
  leaseSeconds: number;
  /** Patterns of hosts that webhooks may be sent to. */
  webhookHosts: readonly string[];
  smtpUrl: string | null;
  mailFrom: string;
  dockerHost: string;
  dockerCertPath: string | null;
  containerSlots: number;
  containerApiUrl: string | null;
  logLevel: string;
  /** 32 bytes in base64 or hex; null: the key file in the data folder. */
  masterKey: string | null;
}

interface Setting {
  /** Flag without dashes; null: environment only, since others can read a command line. */
  flag: string | null;
  env: string;
  value: string;
  fallback: string | (() => string);
  text: string;
}

/** A mistake of whoever starts the service: shown as one sentence, without a stack. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Every setting: the command line wins over the environment, that over the default. README's table is made from this. */
export const settings = {
  host: { flag: 'host', env: 'LAS_HOST', value: 'ADDRESS', fallback: '127.0.0.1', text: 'Address to listen on.' },
  port: { flag: 'port', env: 'LAS_PORT', value: 'PORT', fallback: '8080', text: 'Port for HTTP; 0 picks a free one.' },
  httpsPort: {
    flag: 'https-port',
    env: 'LAS_HTTPS_PORT',
    value: 'PORT',
    fallback: '8443',
    text: 'Port for HTTPS with the certificate in the data folder; 0 picks a free one.',
  },
  dataDir: {
    flag: 'data-dir',
    env: 'LAS_DATA_DIR',
    value: 'FOLDER',
    fallback: '.las',
    text: 'Folder for everything that is kept: database, documents, keys.',
  },
  databaseUrl: {
    flag: 'database-url',
    env: 'DATABASE_URL',
    value: 'URL',
    fallback: '',
    text: 'PostgreSQL 14 or newer to use instead of the embedded one.',
  },
  databaseConnections: {
    flag: 'database-connections',
    env: 'LAS_DATABASE_CONNECTIONS',
    value: 'N',
    fallback: '20',
    text: 'Connections to the database at most; 8 or more.',
  },
  credentialsFile: {
    flag: 'credentials-file',
    env: 'LAS_CREDENTIALS_FILE',
    value: 'FILE',
    fallback: '',
    text: 'Where the first start writes the credentials; `credentials.cfg` in the data folder by default.',
  },
  publicUrl: {
    flag: 'public-url',
    env: 'LAS_PUBLIC_URL',
    value: 'URL',
    fallback: '',
    text: 'Address under which people reach the service, for invitations.',
  },
  requireApiKey: {
    flag: 'require-api-key',
    env: 'LAS_REQUIRE_API_KEY',
    value: 'on|off',
    fallback: 'on',
    text: 'Whether calls need `x-api-key` beside the token.',
  },
  quotas: {
    flag: 'quotas',
    env: 'LAS_QUOTAS',
    value: 'off|published|FILE',
    fallback: 'off',
    text: 'Quotas per organization: none, the table that the hosted API published, or a JSON file.',
  },
  rateLimit: {
    flag: 'rate-limit',
    env: 'LAS_RATE_LIMIT',
    value: 'off|N',
    fallback: 'off',
    text: 'Requests a second per organization.',
  },
  maxDocumentBytes: {
    flag: 'max-document-bytes',
    env: 'LAS_MAX_DOCUMENT_BYTES',
    value: 'BYTES',
    fallback: '20000000',
    text: 'Largest document or asset.',
  },
  retentionInDays: {
    flag: 'retention-days',
    env: 'LAS_RETENTION_DAYS',
    value: 'DAYS',
    fallback: '1825',
    text: 'Days that the documents of a new batch are kept.',
  },
  readerThreads: {
    flag: 'reader-threads',
    env: 'LAS_READER_THREADS',
    value: 'N',
    fallback: () => String(availableParallelism()),
    text: 'Documents read at the same time; one per core by default.',
  },
  trainingThreads: {
    flag: 'training-threads',
    env: 'LAS_TRAINING_THREADS',
    value: 'N',
    fallback: () => String(availableParallelism()),
    text: 'Threads of a training; one per core by default.',
  },
  timeScale: {
    flag: 'time-scale',
    env: 'LAS_TIME_SCALE',
    value: 'FACTOR',
    fallback: '1',
    text: 'Shortens waits, retry intervals and timeouts of workflows, by 0.01 to a hundredth: for tests of your own flows.',
  },
  leaseSeconds: {
    flag: 'lease-seconds',
    env: 'LAS_LEASE_SECONDS',
    value: 'SECONDS',
    fallback: '60',
    text: 'How long a task stays with whoever does it without a heartbeat; then it goes back to the queue.',
  },
  webhookHosts: {
    flag: 'webhook-hosts',
    env: 'LAS_WEBHOOK_HOSTS',
    value: 'PATTERNS',
    fallback: '*',
    text: 'Hosts that workflows may send webhooks to, with commas between: `example.com`, `*.example.com`, `*` for all.',
  },
  smtpUrl: {
    flag: null,
    env: 'LAS_SMTP_URL',
    value: 'URL',
    fallback: '',
    text: 'Mail server, as `smtps://user:password@host`. Without one, mails stay in the outbox.',
  },
  mailFrom: {
    flag: 'mail-from',
    env: 'LAS_MAIL_FROM',
    value: 'ADDRESS',
    fallback: 'las@localhost',
    text: 'Sender of mails.',
  },
  dockerHost: {
    flag: 'docker-host',
    env: 'DOCKER_HOST',
    value: 'URL',
    fallback: 'unix:///var/run/docker.sock',
    text: 'Docker-compatible engine that runs the containers of workflows.',
  },
  dockerCertPath: {
    flag: null,
    env: 'DOCKER_CERT_PATH',
    value: 'FOLDER',
    fallback: '',
    text: 'Folder with `ca.pem`, `cert.pem` and `key.pem` for an engine behind TLS.',
  },
  containerSlots: {
    flag: 'container-slots',
    env: 'LAS_CONTAINER_SLOTS',
    value: 'N',
    fallback: '4',
    text: 'Containers that run at the same time; 0 leaves them to other processes.',
  },
  containerApiUrl: {
    flag: 'container-api-url',
    env: 'LAS_CONTAINER_API_URL',
    value: 'URL',
    fallback: '',
    text: 'Address under which containers reach the service; by default one that is opened on their network.',
  },
  logLevel: {
    flag: 'log-level',
    env: 'LAS_LOG_LEVEL',
    value: 'LEVEL',
    fallback: 'info',
    text: 'trace, debug, info, warn, error, fatal or silent.',
  },
  masterKey: {
    flag: null,
    env: 'LAS_MASTER_KEY',
    value: 'KEY',
    fallback: '',
    text: '32 bytes in base64 or hex that secrets are encrypted with; `master.key` in the data folder by default.',
  },
} as const satisfies Record<keyof Config, Setting>;

type Texts = Record<keyof Config, string>;

function readTexts(args: string[], environment: NodeJS.ProcessEnv): Texts {
  const flags = Object.values(settings).flatMap((setting) => (setting.flag === null ? [] : [setting.flag]));
  const options = Object.fromEntries(flags.map((flag) => [flag, { type: 'string' as const }]));
  let given: Record<string, unknown>;
  try {
    given = parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
  const text = ({ flag, env, fallback }: Setting) =>
    (flag === null ? undefined : (given[flag] as string | undefined)) ??
    (environment[env] || undefined) ??
    (typeof fallback === 'function' ? fallback() : fallback);
  return Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, text(setting)])) as Texts;
}

function named(name: keyof Config): string {
  const { flag, env }: Setting = settings[name];
  return flag === null ? env : `--${flag} (${env})`;
}

function wholeNumber(texts: Texts, name: keyof Config, lowest: number, highest: number): number {
  const value = /^\d+$/.test(texts[name]) ? Number(texts[name]) : Number.NaN;
  if (value >= lowest && value <= highest) return value;
  throw new ConfigError(`${named(name)} has to be a whole number from ${lowest} to ${highest}, not "${texts[name]}"`);
}

function factor(texts: Texts, name: keyof Config, lowest: number, highest: number): number {
  const value = /^\d+(\.\d+)?$/.test(texts[name]) ? Number(texts[name]) : Number.NaN;
  if (value >= lowest && value <= highest) return value;
  throw new ConfigError(`${named(name)} has to be a number from ${lowest} to ${highest}, not "${texts[name]}"`);
}

function hostPatterns(texts: Texts, name: keyof Config): string[] {
  const patterns = texts[name].split(',').map((pattern) => pattern.trim());
  for (const pattern of patterns) {
    if (!isHostPattern(pattern)) {
      throw new ConfigError(`${named(name)} has to list hosts as example.com, *.example.com or *, not "${pattern}"`);
    }
  }
  return patterns;
}

function onOrOff(texts: Texts, name: keyof Config): boolean {
  const value = texts[name];
  if (value === 'on' || value === 'off') return value === 'on';
  throw new ConfigError(`${named(name)} has to be on or off, not "${value}"`);
}

function url(texts: Texts, name: keyof Config, protocols: string[]): string | null {
  if (texts[name] === '') return null;
  if (URL.canParse(texts[name]) && protocols.includes(new URL(texts[name]).protocol)) return texts[name];
  throw new ConfigError(`${named(name)} has to be a URL that starts with ${protocols.join(' or ')}`);
}

function quotas(text: string): QuotaTable {
  if (text === 'off') return {};
  if (text === 'published') return publishedQuotas;
  try {
    return parseQuotaTable(readFileSync(text, 'utf8'));
  } catch (error) {
    throw new ConfigError(`${named('quotas')}: ${text}: ${error instanceof Error ? error.message : error}`);
  }
}

function logLevel(text: string): string {
  if (['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].includes(text)) return text;
  throw new ConfigError(`${named('logLevel')} has to be one of trace, debug, info, warn, error, fatal, silent`);
}

/** @throws ConfigError that names the flag and what it should be. */
export function readConfig(args: string[], environment: NodeJS.ProcessEnv): Config {
  const texts = readTexts(args, environment);
  const dataDir = resolve(texts.dataDir);
  return {
    host: texts.host,
    port: wholeNumber(texts, 'port', 0, 65_535),
    httpsPort: wholeNumber(texts, 'httpsPort', 0, 65_535),
    dataDir,
    databaseUrl: url(texts, 'databaseUrl', ['postgres:', 'postgresql:']),
    databaseConnections: wholeNumber(texts, 'databaseConnections', 8, 1000),
    credentialsFile: resolve(texts.credentialsFile || `${dataDir}/credentials.cfg`),
    publicUrl: url(texts, 'publicUrl', ['http:', 'https:']),
    requireApiKey: onOrOff(texts, 'requireApiKey'),
    quotas: quotas(texts.quotas),
    rateLimit: texts.rateLimit === 'off' ? null : wholeNumber(texts, 'rateLimit', 1, 1_000_000),
    maxDocumentBytes: wholeNumber(texts, 'maxDocumentBytes', 1, 500_000_000),
    retentionInDays: wholeNumber(texts, 'retentionInDays', 0, 1825),
    readerThreads: wholeNumber(texts, 'readerThreads', 1, 256),
    trainingThreads: wholeNumber(texts, 'trainingThreads', 1, 256),
    timeScale: factor(texts, 'timeScale', 0.001, 1),
    leaseSeconds: wholeNumber(texts, 'leaseSeconds', 5, 3600),
    webhookHosts: hostPatterns(texts, 'webhookHosts'),
    smtpUrl: url(texts, 'smtpUrl', ['smtp:', 'smtps:']),
    mailFrom: texts.mailFrom,
    dockerHost: texts.dockerHost,
    dockerCertPath: texts.dockerCertPath || null,
    containerSlots: wholeNumber(texts, 'containerSlots', 0, 1000),
    containerApiUrl: url(texts, 'containerApiUrl', ['http:', 'https:']),
    logLevel: logLevel(texts.logLevel),
    masterKey: texts.masterKey || null,
  };
}
