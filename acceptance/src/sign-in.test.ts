import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client, Credentials } from '@las/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { newOrganization, service } from './service/organization.js';
import { sendRaw } from './service/raw-request.js';
import { refusal } from './service/refusal.js';

interface TokenAnswer {
  status: number;
  body: { access_token?: string; expires_in?: number; token_type?: string; error?: string };
}

interface TokenRequest {
  path: string;
  headers: Record<string, string>;
  body: string;
}

let credentials: Credentials;
beforeAll(async () => {
  credentials = await newOrganization();
});

const formType = { 'content-type': 'application/x-www-form-urlencoded' };

function basic(id = credentials.clientId, secret = credentials.clientSecret): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

async function askOverHttp({ path, headers, body }: TokenRequest): Promise<TokenAnswer> {
  const answer = await fetch(credentials.authEndpoint + path, { method: 'POST', headers, body });
  return { status: answer.status, body: (await answer.json()) as TokenAnswer['body'] };
}

async function askOverHttps({ path, headers, body }: TokenRequest): Promise<TokenAnswer> {
  const { https, dataDir } = service ?? expect.fail('no service');
  const ca = await readFile(join(dataDir, 'certificate', 'cert.pem'));
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request(new URL(path, https), { method: 'POST', headers: { ...headers, ...length }, ca }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) }));
    });
    sent.on('error', reject).end(body);
  });
}

const ways: [string, typeof askOverHttp][] = [
  ['http', askOverHttp],
  ...(service ? [['https', askOverHttps] as [string, typeof askOverHttp]] : []),
];

describe.each(ways)('over %s', (_, ask) => {
  describe.each(['/token', '/oauth2/token'])('%s', (path) => {
    it.each([
      [
        'Basic, grant type in the query, empty body',
        (id: string, secret: string) => ({
          path: `${path}?grant_type=client_credentials`,
          headers: { ...basic(id, secret), ...formType },
          body: '',
        }),
      ],
      [
        'Basic, grant type in the body',
        (id: string, secret: string) => ({
          path,
          headers: { ...basic(id, secret), ...formType },
          body: 'grant_type=client_credentials',
        }),
      ],
      [
        'id and secret in the body',
        (id: string, secret: string) => ({
          path,
          headers: formType,
          body: new URLSearchParams({
            grant_type: 'client_credentials',
            client_id: id,
            client_secret: secret,
          }).toString(),
        }),
      ],
    ])('takes %s, and refuses a wrong secret', async (_way, build) => {
      const { clientId, clientSecret } = credentials;
      const good = await ask(build(clientId, clientSecret));
      expect(good).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3600 } });
      const authorization = `Bearer ${good.body.access_token}`;
      const list = await sendRaw(credentials, { method: 'GET', path: '/batches', headers: { authorization } });
      expect(list.status).toBe(200);
      const bad = await ask(build(clientId, 'wrong'));
      expect(bad.status).toBeGreaterThanOrEqual(400);
      expect(bad.status).toBeLessThan(500);
      expect(bad.body).not.toHaveProperty('access_token');
    });

    it('refuses an unknown id, another grant type, and none', async () => {
      const headers = { ...basic(), ...formType };
      const attempts = [
        { path, headers: { ...basic('nobody'), ...formType }, body: 'grant_type=client_credentials' },
        { path, headers, body: 'grant_type=password' },
        { path, headers, body: '' },
      ];
      for (const attempt of attempts) {
        const { status } = await ask(attempt);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }
    });
  });
});

describe('the client', () => {
  it('signs in', async () => {
    expect(await credentials.accessToken).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it('tells a wrong secret and a wrong api key', async () => {
    const { clientId, clientSecret, apiKey, authEndpoint, apiEndpoint } = credentials;
    const wrongSecret = new Credentials(clientId, 'wrong', apiKey, authEndpoint, apiEndpoint);
    const wrongKey = new Credentials(clientId, clientSecret, 'wrong', authEndpoint, apiEndpoint);
    for (const wrong of [wrongSecret, wrongKey]) {
      const { name } = await refusal(new Client(wrong).listBatches());
      expect(name).toBe('InvalidCredentialsException');
    }
  });
});

describe.skipIf(!service)('the first credentials', () => {
  it('are written for their owner only, and work', async () => {
    const { credentialsFile } = service ?? expect.fail('no service');
    expect((await stat(credentialsFile)).mode & 0o777).toBe(0o600);
    const client = new Client(Credentials.fromFile(credentialsFile), { maxRetries: 0 });
    await expect(client.listAppClients()).resolves.toMatchObject({ nextToken: null });
  });

  it('lead to a hint when the certificate is not trusted', async () => {
    const { credentialsFile } = service ?? expect.fail('no service');
    const { clientId, clientSecret, apiKey, authEndpoint, apiEndpoint } = Credentials.fromFile(credentialsFile);
    const untrusting = new Credentials(clientId, clientSecret, apiKey, authEndpoint, apiEndpoint);
    await expect(new Client(untrusting, { maxRetries: 0 }).listBatches()).rejects.toMatchObject({
      name: 'ConnectionException',
      message: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
  });

  it('work from the environment, for a program that is told of the certificate', async () => {
    const { credentialsFile, dataDir } = service ?? expect.fail('no service');
    const { clientId, clientSecret, apiKey, authEndpoint, apiEndpoint } = Credentials.fromFile(credentialsFile);
    const program = `
      import { Client } from '@las/client';
      console.log(JSON.stringify(await new Client().listBatches()));
    `;
    const args = ['--input-type=module', '--eval', program];
    const env = {
      ...process.env,
      LAS_CLIENT_ID: clientId,
      LAS_CLIENT_SECRET: clientSecret,
      LAS_API_KEY: apiKey,
      LAS_AUTH_ENDPOINT: authEndpoint,
      LAS_API_ENDPOINT: apiEndpoint,
      NODE_EXTRA_CA_CERTS: join(dataDir, 'certificate', 'cert.pem'),
    };
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, cwd: import.meta.dirname });
    expect(JSON.parse(stdout)).toHaveProperty('batches');
  });
});
