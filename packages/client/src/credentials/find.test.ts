import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Client } from '../client.js';
import { MissingCredentials } from '../errors.js';
import { makeCertificate } from '../testing/certificate.js';
import { TestService } from '../testing/service.js';
import { Credentials } from './credentials.js';

const variables = ['CLIENT_ID', 'CLIENT_SECRET', 'API_KEY', 'AUTH_ENDPOINT', 'API_ENDPOINT'];
let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'las-home-'));
  vi.stubEnv('HOME', home);
  for (const name of variables) vi.stubEnv(`LAS_${name}`, undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true });
});

function section(name: string, clientId: string): string {
  return `[${name}]
client_id = ${clientId}
client_secret = s%%1
api_key = k
auth_endpoint = auth.example.com
api_endpoint = http://localhost:8080/v1/
`;
}

async function writeCredentials(): Promise<void> {
  await mkdir(join(home, '.lucidtech'));
  await writeFile(
    join(home, '.lucidtech', 'credentials.cfg'),
    section('default', 'from-file') + section('test', 'from-test'),
  );
}

function stubEnvironment(): void {
  for (const name of variables) vi.stubEnv(`LAS_${name}`, `${name}-value`);
}

describe('credentials', () => {
  it('come from the environment first', async () => {
    await writeCredentials();
    stubEnvironment();
    const { credentials } = new Client();
    expect(credentials.clientId).toBe('CLIENT_ID-value');
    expect(credentials.authEndpoint).toBe('https://AUTH_ENDPOINT-value');
  });

  it.each(variables)('come from the file when LAS_%s is empty', async (name) => {
    await writeCredentials();
    stubEnvironment();
    vi.stubEnv(`LAS_${name}`, '');
    expect(new Client().credentials.clientId).toBe('from-file');
  });

  it('come with all their values', async () => {
    await writeCredentials();
    const { clientId, clientSecret, apiKey, authEndpoint, apiEndpoint } = Credentials.fromFile();
    expect([clientId, clientSecret, apiKey, authEndpoint, apiEndpoint]).toEqual([
      'from-file',
      's%1',
      'k',
      'https://auth.example.com',
      'http://localhost:8080/v1',
    ]);
  });

  it('come from another profile or file when told', async () => {
    await writeCredentials();
    expect(Credentials.fromFile(undefined, 'test').clientId).toBe('from-test');
    const other = join(home, 'other.cfg');
    await writeFile(other, section('default', 'from-other'));
    expect(Credentials.fromFile(other).clientId).toBe('from-other');
  });

  it('trust what ca_file names, beside the file or anywhere', async () => {
    await using secure = await TestService.start(await makeCertificate());
    await using plain = await TestService.start();
    const file = join(home, 'service.cfg');
    const certificate = join(home, 'cert.pem');
    await writeFile(certificate, secure.certificate?.cert ?? '');
    for (const caFile of ['cert.pem', certificate]) {
      const endpoints = `auth_endpoint = ${secure.origin.slice('https://'.length)}\napi_endpoint = ${plain.origin}/v1\n`;
      const keys = `client_id = id\nclient_secret = secret\napi_key = key\n${endpoints}ca_file = ${caFile}\n`;
      await writeFile(file, `[default]\n${keys}`);
      await expect(new Client(Credentials.fromFile(file)).listBatches()).resolves.toEqual({});
    }
    expect([secure.tokenRequests.length, secure.requests.length, plain.requests.length]).toEqual([2, 0, 2]);
  });

  it('say that what ca_file names cannot be read', async () => {
    const file = join(home, 'service.cfg');
    await writeFile(file, `${section('default', 'a')}ca_file = gone.pem\n`);
    expect(() => Credentials.fromFile(file)).toThrow(`${join(home, 'gone.pem')} cannot be read`);
  });

  it('say what is missing', async () => {
    expect(() => new Client()).toThrow(/client_id, .*api_endpoint missing; .*credentials\.cfg cannot be read/);
    await mkdir(join(home, '.lucidtech'));
    await writeFile(join(home, '.lucidtech', 'credentials.cfg'), '[default]\nclient_id = a\napi_key =\n');
    expect(() => Credentials.fromFile()).toThrow(/client_secret, api_key, auth_endpoint, api_endpoint missing/);
    expect(() => Credentials.fromFile(undefined, 'test')).toThrow('no section [test]');
    expect(() => new Credentials('id', '', 'key', 'auth', 'api')).toThrow(MissingCredentials);
  });

  it('are missing where there is neither environment nor file system', () => {
    vi.stubGlobal('process', undefined);
    try {
      expect(() => new Client()).toThrow(MissingCredentials);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('do not show in what is printed', () => {
    stubEnvironment();
    const client = new Client();
    const printed = inspect(client, { depth: 9, showHidden: true }) + JSON.stringify(client);
    expect(printed).not.toContain('CLIENT_SECRET-value');
    expect(printed).not.toContain('API_KEY-value');
  });
});
