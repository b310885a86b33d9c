import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newOrganization, service } from './service/organization.js';

const executablePath = process.env.LAS_TEST_CHROMIUM;

/** Chromium looks up hosts of its maker at every start unless told not to. */
const launchArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const html = '<!doctype html><script type="module">import * as las from "/client.js"; globalThis.las = las;</script>';

/** A page of another origin than the service's, which loads the client as a browser's bundle. */
async function servePage(): Promise<{ server: Server; url: string }> {
  const entry = fileURLToPath(import.meta.resolve('@las/client'));
  const bundled = await build({ entryPoints: [entry], bundle: true, format: 'esm', platform: 'browser', write: false });
  const script = bundled.outputFiles[0]?.text ?? '';
  const server = createServer((request, response) => {
    const isScript = request.url === '/client.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : html);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe.skipIf(!executablePath || !service)('in a browser', () => {
  let browser: Browser;
  let page: Page;
  let site: { server: Server; url: string };

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: String(executablePath), args: launchArguments });
    page = await browser.newPage();
    site = await servePage();
  });
  afterAll(async () => {
    await browser?.close();
    site?.server.close();
  });

  it('the client signs in, uploads a file and reads it back from a page of another origin', async () => {
    const { clientId, clientSecret, apiKey, authEndpoint, apiEndpoint } = await newOrganization();
    const given = [clientId, clientSecret, apiKey, authEndpoint, apiEndpoint] as const;
    await page.goto(site.url);
    await page.waitForFunction('globalThis.las');
    const read = await page.evaluate(async (values) => {
      const { Client, Credentials } = (globalThis as unknown as { las: typeof import('@las/client') }).las;
      const client = new Client(new Credentials(...values));
      const { documentId } = await client.createDocument(new Blob(['%PDF-1.4\n%%EOF\n']), 'application/pdf');
      const document = await client.getDocument(documentId);
      const refusal = await client.deleteBatch(`las:batch:${'0'.repeat(32)}`).catch((error: Error) => error);
      return { content: atob(document.content ?? ''), refusal: refusal instanceof Error ? refusal.name : '' };
    }, given);
    expect(read).toEqual({ content: '%PDF-1.4\n%%EOF\n', refusal: 'NotFoundException' });
  });

  it('the reference page shows the operations and loads nothing from elsewhere', async () => {
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    await page.goto(`${service?.http}/docs`);
    const operation = page.locator('#operations-documents-createDocument');
    await operation.click();
    await expect.poll(() => operation.textContent()).toContain('Stores a document');
    expect([...hosts].filter((host) => host !== service?.http && host !== 'null')).toEqual([]);
  });
});
