import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { addNode, removeFolder, shellFilesystem, type TestDockerEngine } from './docker-engine.js';

const clientSource = fileURLToPath(new URL('../../../client/src/index.ts', import.meta.url));

/** A program that a user may have written, in one file with the client that it uses. */
async function bundle(program: string): Promise<string> {
  const contents = `import { Client } from '${clientSource}';
    const client = new Client();
    const { TRANSITION_ID, EXECUTION_ID } = process.env;
    ${program}`;
  const stdin = { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'js' as const };
  const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', platform: 'node', write: false });
  return outputFiles[0]?.text ?? '';
}

/** Makes an image with Node and programs; a container runs `sh -c` with its variable COMMAND, say `node name.mjs`. */
export async function importPrograms(
  engine: TestDockerEngine,
  name: string,
  programs: Readonly<Record<string, string>>,
): Promise<void> {
  const root = await shellFilesystem();
  await addNode(root);
  for (const [program, text] of Object.entries(programs)) {
    await writeFile(join(root, `${program}.mjs`), await bundle(text));
  }
  await engine.importImage(root, name, [`CMD ${JSON.stringify(['sh', '-c', 'eval "$COMMAND"'])}`, 'WORKDIR /']);
  await removeFolder(root);
}
