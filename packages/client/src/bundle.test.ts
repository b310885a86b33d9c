import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { TestService } from './testing/service.js';

const entry = fileURLToPath(new URL('./index.ts', import.meta.url));

async function bundle(): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
  });
  return result.outputFiles[0]?.text ?? '';
}

it('takes at most 10 kB in a browser', async () => {
  expect(gzipSync(await bundle(), { level: 9 }).length).toBeLessThanOrEqual(10_000);
});

it('has every method when it is minified, and imports nothing', async () => {
  const text = await bundle();
  expect(text).not.toMatch(/\bimport\b|\brequire\b/);
  await using service = await TestService.start();
  const { Client, Credentials } = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as Pick<
    typeof import('./index.js'),
    'Client' | 'Credentials'
  >;
  const client = new Client(new Credentials('id', 'secret', 'key', service.origin, `${service.origin}/v1`));
  await client.createDocument(new Blob(['hello']), 'application/pdf');
  expect(service.requests[0]).toMatchObject({ method: 'POST', path: '/v1/documents' });
});

it('has declarations that stand on their own', async () => {
  const dist = fileURLToPath(new URL('../dist/', import.meta.url));
  const reached = new Set<string>();
  const imports: string[] = [];
  const visit = async (file: string): Promise<void> => {
    if (reached.has(file)) return;
    reached.add(file);
    const text = await readFile(join(dist, file), 'utf8');
    for (const [, from = ''] of text.matchAll(/^(?:import|export)(?: type)? (?:\{[^}]*\}|\*) from '([^']+)';/gm)) {
      if (from.startsWith('.')) await visit(join(dirname(file), from.replace(/\.js$/, '.d.ts')));
      else imports.push(`${file}: ${from}`);
    }
  };
  await visit('index.d.ts');
  expect(reached.size).toBeGreaterThan(20);
  expect(imports).toEqual([]);
});
