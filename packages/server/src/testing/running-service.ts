import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { HttpMethod } from '@las/contract';
import pino from 'pino';
import { readConfig } from '../config.js';
import { startService } from '../start/service.js';
import type { TestDatabase } from './database.js';

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
type AnswerBody = any;

/** The whole service in this process, signed in to as the first app client. It can be stopped and started again. */
export interface RunningService {
  call(method: HttpMethod, path: string, body?: object): Promise<AnswerBody>;
  health(): Promise<AnswerBody>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

function postForToken(url: URL, authorization: string): Promise<AnswerBody> {
  // The certificate is the service's own.
  const agent = new Agent({ rejectUnauthorized: false });
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { authorization }, agent }, (answer) => resolve(json(answer)));
    sent.on('error', reject).end();
  });
}

export async function runService(database: TestDatabase, environment: Record<string, string>): Promise<RunningService> {
  const folder = await mkdtemp(join(tmpdir(), 'las-service-'));
  const config = readConfig(['--port', '0', '--https-port', '0', '--data-dir', folder], {
    DATABASE_URL: database.url,
    LAS_READER_THREADS: '1',
    ...environment,
  });
  const start = () => startService(config, pino({ level: 'error' }));
  let service = await start();
  const credentials = Object.fromEntries(
    [...(service.firstCredentials ?? '').matchAll(/^(\w+) *= *(.*)$/gm)].map(([, key, value]) => [key, value]),
  );
  const basic = Buffer.from(`${credentials.client_id}:${credentials.client_secret}`).toString('base64');
  const tokenUrl = new URL('/token?grant_type=client_credentials', service.addresses.https);
  const { access_token: token } = await postForToken(tokenUrl, `Basic ${basic}`);
  const headers = { authorization: `Bearer ${token}`, 'x-api-key': credentials.api_key ?? '' };
  return {
    async call(method, path, body) {
      const answer = await fetch(`${service.addresses.http}/v1${path}`, {
        method,
        headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const answered: AnswerBody = await answer.json();
      if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answered.message}`);
      return answered;
    },
    health: async () => (await fetch(`${service.addresses.http}/health/ready`)).json(),
    async restart() {
      await service.stop();
      service = await start();
    },
    async close() {
      await service.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
