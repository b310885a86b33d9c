import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const referenceFolder = join(root, 'docs', 'client');

interface Example {
  /** A path that does not exist, in the package, where imports resolve as they do for its users. */
  path: string;
  text: string;
}

async function examplesOf(file: string): Promise<Example[]> {
  const text = await readFile(file, 'utf8');
  const programs = [...text.matchAll(/^```ts\n(import .*?)^```/gms)].map(([, program]) => program ?? '');
  const name = file.replace(/^.*[\\/]|\.md$/g, '');
  return programs.map((program, index) => ({
    path: join(root, 'packages', 'client', 'src', `example-${name}-${index}.ts`),
    text: program,
  }));
}

async function allExamples(): Promise<Example[]> {
  const reference = (await readdir(referenceFolder)).map((name) => join(referenceFolder, name));
  const guides = [join(root, 'docs', 'workflows.md'), join(root, 'packages', 'client', 'README.md')];
  return (await Promise.all([...reference, ...guides].map(examplesOf))).flat();
}

/** What a project in Node or for browsers has of the platform's types. */
const platforms = {
  Node: { lib: ['lib.es2023.d.ts'], types: ['node'] },
  browsers: { lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: [] },
} satisfies Record<string, ts.CompilerOptions>;

/** What the compiler says against the examples, and against the declarations of the client. */
function problemsOf(examples: readonly Example[], platform: keyof typeof platforms): string[] {
  const texts = new Map(examples.map(({ path, text }) => [path, text]));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2023,
    ...platforms[platform],
    module: ts.ModuleKind.NodeNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile: readSource } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readSource(path);
  host.getSourceFile = (path, ...rest) => {
    const text = texts.get(path);
    return text === undefined ? getSourceFile(path, ...rest) : ts.createSourceFile(path, text, ts.ScriptTarget.ES2023);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

describe.each(['Node', 'browsers'] as const)('the examples of the documentation, for %s,', (platform) => {
  it('are programs that compile', async () => {
    const examples = await allExamples();
    expect(examples.length).toBeGreaterThan(63);
    // Programs that are started with arguments or signals have no place in a page.
    const fitting = platform === 'Node' ? examples : examples.filter(({ text }) => !/\bprocess\./.test(text));
    expect(problemsOf(fitting, platform)).toEqual([]);
  });

  it('would be found out if they did not', () => {
    const path = join(root, 'packages', 'client', 'src', 'example-wrong.ts');
    const text = "import { Client } from '@las/client';\nawait new Client().createDocument(7, 'image/jpeg');\n";
    expect(problemsOf([{ path, text }], platform)).toEqual([expect.stringContaining("'number' is not assignable")]);
  });
});
