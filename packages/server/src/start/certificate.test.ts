import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, get, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { certificateFile, ensureCertificate } from './certificate.js';

const run = promisify(execFile);
const dayMs = 24 * 60 * 60 * 1000;

let parent: string;
let dir: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'las-certificate-'));
  dir = join(parent, 'certificate');
});

afterEach(async () => {
  await rm(parent, { recursive: true, force: true });
});

async function keep(name: 'key.pem' | 'cert.pem', text: string): Promise<void> {
  await writeFile(join(dir, name), text);
}

const daysLeft = (cert: string) => (new Date(new X509Certificate(cert).validTo).getTime() - Date.now()) / dayMs;

describe('a first certificate', () => {
  test('is kept, its key for the owner only, and used again', async () => {
    const made = await ensureCertificate(dir, []);
    expect(await readFile(certificateFile(dir), 'utf8')).toBe(made.cert);
    expect((await stat(join(dir, 'key.pem'))).mode & 0o777).toBe(0o600);
    expect(await ensureCertificate(dir, ['0.0.0.0', '::'])).toEqual(made);
  });

  test('names this machine and the hosts given, and is an authority for 825 days at most', async () => {
    const { cert } = await ensureCertificate(dir, ['las.example.org', '192.0.2.7', '0.0.0.0']);
    const parsed = new X509Certificate(cert);
    for (const name of ['localhost', 'las.example.org', hostname()]) expect(parsed.checkHost(name)).toBe(name);
    for (const address of ['127.0.0.1', '::1', '192.0.2.7']) expect(parsed.checkIP(address)).toBe(address);
    expect(parsed.subjectAltName).not.toContain('0.0.0.0');
    expect(parsed.ca).toBe(true);
    expect(new Date(parsed.validTo).getTime() - new Date(parsed.validFrom).getTime()).toBeLessThanOrEqual(825 * dayMs);
    expect(daysLeft(cert)).toBeGreaterThan(800);
  });
});

test.each([
  { days: 29, outcome: 'renewed' },
  { days: 31, outcome: 'kept' },
])('a certificate with $days days left is $outcome', async ({ days, outcome }) => {
  await ensureCertificate(dir, []);
  const altNames = [
    { type: 2 as const, value: 'localhost' },
    { type: 7 as const, ip: '127.0.0.1' },
    { type: 7 as const, ip: '::1' },
  ];
  const old = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + days * dayMs),
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  await keep('key.pem', old.private);
  await keep('cert.pem', old.cert);
  const { cert } = await ensureCertificate(dir, []);
  expect(cert === old.cert ? 'kept' : 'renewed').toBe(outcome);
  expect(await readFile(certificateFile(dir), 'utf8')).toBe(cert);
});

describe('another one is made', () => {
  test('when the kept one does not name a host', async () => {
    const first = await ensureCertificate(dir, ['one.example.org']);
    const second = await ensureCertificate(dir, ['two.example.org']);
    expect(second.cert).not.toBe(first.cert);
    expect(await ensureCertificate(dir, ['two.example.org'])).toEqual(second);
  });

  test.each([
    {
      what: 'the key of another',
      spoil: async () => keep('key.pem', (await ensureCertificate(join(parent, 'b'), [])).key),
    },
    { what: 'no key', spoil: () => rm(join(dir, 'key.pem')) },
    { what: 'a cut-off file', spoil: () => keep('cert.pem', '-----BEGIN CERTIFICATE-----\nMIIB') },
    { what: 'an empty key', spoil: () => keep('key.pem', '') },
  ])('when there is $what', async ({ spoil }) => {
    const first = await ensureCertificate(dir, []);
    await spoil();
    const second = await ensureCertificate(dir, []);
    expect(second.cert).not.toBe(first.cert);
    expect(await ensureCertificate(dir, [])).toEqual(second);
  });
});

describe('a server with it', () => {
  let server: Server;
  let port: number;

  beforeEach(async () => {
    server = createServer(await ensureCertificate(dir, []), (_request, response) => response.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });

  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
  });

  const fetchText = (host: string, ca?: string) =>
    new Promise<string>((resolve, reject) => {
      get({ host, port, agent: false, ...(ca === undefined ? {} : { ca }) }, (response) => {
        response.setEncoding('utf8');
        response.on('data', resolve);
      }).on('error', reject);
    });

  test.each(['localhost', '127.0.0.1'])(
    'is trusted as %s by Node when it is the authority, and not otherwise',
    async (host) => {
      const ca = await readFile(certificateFile(dir), 'utf8');
      expect(await fetchText(host, ca)).toBe('hello');
      await expect(fetchText(host)).rejects.toThrow(/self.signed/);
    },
  );

  test('is trusted by Node told of it in the environment', async () => {
    const code = `fetch('https://localhost:${port}/').then(async (response) => console.log(await response.text()))`;
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificateFile(dir) };
    expect((await run(process.execPath, ['-e', code], { env })).stdout.trim()).toBe('hello');
  });

  test('is trusted by Python, strictly checked', async ({ skip }) => {
    const found = await run('python3', ['-c', 'import ssl']).catch(() => undefined);
    skip(found === undefined, 'python3 is not installed');
    const code = [
      'import ssl, urllib.request',
      `context = ssl.create_default_context(cafile=${JSON.stringify(certificateFile(dir))})`,
      'context.verify_flags |= ssl.VERIFY_X509_STRICT',
      `print(urllib.request.urlopen("https://localhost:${port}/", context=context).read().decode())`,
    ];
    const env = { PATH: process.env.PATH };
    expect((await run('python3', ['-c', code.join('\n')], { env })).stdout.trim()).toBe('hello');
  });
});
