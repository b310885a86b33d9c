import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** A program that runs, with the match of the line by which it said that it is ready. */
export interface Child {
  pid: number;
  firstMatch: RegExpMatchArray;
  stop(): Promise<void>;
}

/** Starts a program and waits for the line that says where it listens. */
export async function startProgram(
  script: string,
  args: string[],
  environment: NodeJS.ProcessEnv,
  line: RegExp,
): Promise<Child> {
  const child = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const firstMatch = await new Promise<RegExpMatchArray>((resolve, reject) => {
    lines.on('line', (text) => {
      const match = text.match(line);
      if (!match) return;
      lines.close();
      child.stdout.resume();
      resolve(match);
    });
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
  });
  return {
    pid: child.pid ?? 0,
    firstMatch,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

const serverScript = join(
  dirname(createRequire(import.meta.url).resolve('@las/server/package.json')),
  'dist/start/main.js',
);

export interface ServiceOptions {
  folder: string;
  flags?: string[];
  environment?: NodeJS.ProcessEnv;
}

/** Starts the service on free ports with its data in a folder. */
export async function startService({
  folder,
  flags = [],
  environment = {},
}: ServiceOptions): Promise<Child & { http: string; credentialsFile: string }> {
  const credentialsFile = join(folder, 'credentials.cfg');
  const places = ['--data-dir', join(folder, 'las'), '--credentials-file', credentialsFile];
  const child = await startProgram(
    serverScript,
    ['--port', '0', '--https-port', '0', ...places, ...flags],
    environment,
    /^las ready: (\S+)/,
  );
  return { ...child, http: String(child.firstMatch[1]), credentialsFile };
}
