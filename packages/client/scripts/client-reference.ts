import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endpoints } from '@las/contract';
import { type ResourceDoc, readResources } from './client-source.js';
import { type GeneratedFiles, writeOrCheck } from './generated-files.js';
import { indexPage, resourcePage, shapesPage } from './reference-pages.js';
import { shapesText } from './shapes.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const shapesFile = join(root, 'packages', 'client', 'src', 'shapes.ts');
const referenceFolder = join(root, 'docs', 'client');
const command = 'npm run reference -w @las/client';

function formatted(text: string): string {
  const biome = join(root, 'node_modules', '.bin', 'biome');
  return execFileSync(biome, ['format', `--stdin-file-path=${shapesFile}`], {
    input: text,
    encoding: 'utf8',
    cwd: root,
  });
}

function requireEveryOperation(resources: readonly ResourceDoc[]): void {
  const documented = new Set(resources.flatMap(({ methods }) => methods.map(({ name }) => name)));
  const missing = Object.keys(endpoints).filter((name) => !documented.has(name));
  if (missing.length > 0) throw new Error(`The client has no method for ${missing.join(', ')}`);
}

function referencePages(): GeneratedFiles {
  const resources = readResources().sort((a, b) => a.file.localeCompare(b.file, 'en'));
  requireEveryOperation(resources);
  return new Map([
    [join(referenceFolder, 'README.md'), indexPage(resources)],
    [join(referenceFolder, 'shapes.md'), shapesPage()],
    ...resources.map((resource) => [join(referenceFolder, `${resource.file}.md`), resourcePage(resource)] as const),
  ]);
}

// The shapes first: the pages are made from the client's source, of which they are a part.
writeOrCheck(new Map([[shapesFile, formatted(shapesText())]]), { command });
writeOrCheck(referencePages(), { folder: referenceFolder, command });
