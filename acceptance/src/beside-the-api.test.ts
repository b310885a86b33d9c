import { endpoints } from '@las/contract';
import { describe, expect, it } from 'vitest';
import { newOrganization, service } from './service/organization.js';

const origin = service?.http ?? new URL((await newOrganization()).apiEndpoint).origin;

async function get(path: string): Promise<{ status: number; type: string; text: string }> {
  const answer = await fetch(origin + path);
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
}

describe('beside the API the service has', () => {
  it.each(['/health/live', '/health/ready'])('%s', async (path) => {
    expect((await get(path)).status).toBe(200);
  });

  it('metrics', async () => {
    const { status, type, text } = await get('/metrics');
    expect([status, type]).toEqual([200, expect.stringContaining('text/plain')]);
    expect(text).toMatch(/^# HELP /m);
  });

  it('an OpenAPI document with every operation', async () => {
    const { status, text } = await get('/openapi.json');
    expect(status).toBe(200);
    const document = JSON.parse(text) as { openapi: string; paths: Record<string, Record<string, unknown>> };
    expect(document.openapi).toMatch(/^3\.1/);
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/^\/v1/, '')}`),
    );
    const expected = Object.values(endpoints).map(({ method, path }) => `${method} ${path}`);
    expect(operations).toEqual(expect.arrayContaining(expected));
  });

  it('a reference page that loads nothing from elsewhere', async () => {
    const { status, type, text } = await get('/docs');
    expect([status, type]).toEqual([200, expect.stringContaining('text/html')]);
    const loaded = [...text.matchAll(/<(?:script|link|img)[^>]*\s(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
    expect(loaded.filter((url) => /^(https?:)?\/\//.test(url))).toEqual([]);
  });
});
