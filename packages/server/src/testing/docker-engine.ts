import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Docker from 'dockerode';

/** A real engine for suites about containers: Debian's, started beside any other that the machine has. */
export interface TestDockerEngine {
  docker: Docker;
  /** For settings: `unix://…`. */
  dockerHost: string;
  /** Makes an image of a folder with a root filesystem. */
  importImage(folder: string, name: string, changes?: string[]): Promise<void>;
}

const dockerd = '/usr/sbin/dockerd';
const busybox = '/bin/busybox';
const startPatienceMs = 60_000;
const stopPatienceMs = 30_000;

/** To make networks, and to mount: root has neither in a container without privileges. */
const neededCapabilities = (1n << 12n) | (1n << 21n);

function hasCapabilities(): boolean {
  const [, digits = '0'] = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return (BigInt(`0x${digits}`) & neededCapabilities) === neededCapabilities;
}

/** Why there is no engine for tests on this machine; undefined where there is one. */
export function whyNoEngine(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'a container engine of its own needs root on Linux';
  if (!hasCapabilities()) return 'a container engine of its own needs CAP_NET_ADMIN and CAP_SYS_ADMIN';
  if (!existsSync(dockerd) || !existsSync(busybox)) return "Debian's docker.io and busybox-static are not installed";
  return undefined;
}

function filesOf(folder: string) {
  const at = (name: string) => join(folder, name);
  return {
    folder,
    socket: at('docker.sock'),
    pid: at('dockerd.pid'),
    log: at('dockerd.log'),
    config: at('daemon.json'),
  };
}

type EngineFiles = ReturnType<typeof filesOf>;

async function until(isTrue: () => boolean, patienceMs: number): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error('waited in vain for a container engine');
    await pause(50);
  }
}

async function spawnEngine(files: EngineFiles, storageDriver: string): Promise<boolean> {
  // Containers outlive an engine that is killed.
  await writeFile(files.config, JSON.stringify({ 'live-restore': true }));
  const log = openSync(files.log, 'a');
  const at = (name: string) => join(files.folder, name);
  const args = ['--config-file', files.config, '--host', `unix://${files.socket}`, '--pidfile', files.pid];
  args.push(
    '--data-root',
    at('data'),
    '--exec-root',
    at('exec'),
    '--bridge',
    'none',
    '--storage-driver',
    storageDriver,
  );
  const child = spawn(dockerd, args, { detached: true, stdio: ['ignore', log, log] });
  child.unref();
  const docker = new Docker({ socketPath: files.socket });
  const end = Date.now() + startPatienceMs;
  while (child.exitCode === null && Date.now() < end) {
    if (
      await docker.ping().then(
        () => true,
        () => false,
      )
    )
      return true;
    await pause(50);
  }
  return false;
}

async function startOnce(files: EngineFiles): Promise<void> {
  for (const driver of ['overlay2', 'vfs']) if (await spawnEngine(files, driver)) return;
  throw new Error(`dockerd does not start:\n${(await readFile(files.log, 'utf8')).slice(-2000)}`);
}

/** An engine that only one suite uses, and may kill. */
export async function ownDockerEngine(folder: string): Promise<TestDockerEngine & { restart(): Promise<void> }> {
  const files = filesOf(join(folder, 'docker'));
  await mkdir(files.folder);
  await startOnce(files);
  return {
    ...toEngine(files),
    async restart() {
      const containerd = Number(await readFile(join(files.folder, 'exec/containerd/containerd.pid'), 'utf8'));
      process.kill(Number(await readFile(files.pid, 'utf8')), 'SIGKILL');
      await rm(files.pid);
      // It dies with its parent, a moment later: until then the next engine would take it for its own.
      await until(() => !existsSync(`/proc/${containerd}`), stopPatienceMs);
      await startOnce(files);
    },
  };
}

function toEngine({ socket }: EngineFiles): TestDockerEngine {
  const docker = new Docker({ socketPath: socket });
  return {
    docker,
    dockerHost: `unix://${socket}`,
    importImage: (folder, name, changes = []) => importImage(docker, folder, { name, changes }),
  };
}

/** The engine of this run of tests, started by whoever comes first. @param runFolder that of the global set-up. */
export async function testDockerEngine(runFolder: string): Promise<TestDockerEngine> {
  const files = filesOf(join(runFolder, 'docker'));
  const ready = join(files.folder, 'ready');
  const isFirst = await mkdir(files.folder).then(
    () => true,
    () => false,
  );
  if (isFirst) {
    await startOnce(files);
    await writeFile(ready, '');
  }
  await until(() => existsSync(ready), 2 * startPatienceMs);
  return toEngine(files);
}

async function importImage(docker: Docker, folder: string, image: { name: string; changes: string[] }): Promise<void> {
  const tar = spawn('tar', ['-C', folder, '--owner=0', '--group=0', '-c', '.'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [repo, tag = 'latest'] = image.name.split(/:(?=[^/:]+$)/);
  const progress = await docker.importImage(tar.stdout, { repo, tag, changes: image.changes });
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(progress, (error) => (error ? reject(error) : resolve()));
  });
}

/** Ends the engine of a run, with its containers, networks and files. */
export async function stopDockerEngine(runFolder: string): Promise<void> {
  const files = filesOf(join(runFolder, 'docker'));
  if (!existsSync(files.pid)) return;
  const docker = new Docker({ socketPath: files.socket });
  const containers = await docker.listContainers({ all: true }).catch(() => []);
  await Promise.all(containers.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true }))).catch(
    () => {},
  );
  // Its bridges would outlive it.
  await docker.pruneNetworks().catch(() => {});
  const pid = Number(await readFile(files.pid, 'utf8'));
  process.kill(pid, 'SIGTERM');
  await until(() => !existsSync(files.pid), stopPatienceMs);
  // One that was killed before has left its mounts; otherwise there is none.
  spawnSync('umount', ['--recursive', join(files.folder, 'data')], { stdio: 'ignore' });
}

/** A folder with a root filesystem: a shell, `/tmp`, and files by their path. */
export async function shellFilesystem(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'las-image-'));
  for (const folder of ['bin', 'tmp', 'etc']) await mkdir(join(root, folder));
  await cp(busybox, join(root, 'bin/busybox'));
  for (const applet of spawnSync(busybox, ['--list'], { encoding: 'utf8' }).stdout.split('\n')) {
    if (applet !== '' && applet !== 'busybox') await symlink('busybox', join(root, 'bin', applet));
  }
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** Makes an image whose containers run the text of their variable SCRIPT in a shell. */
export async function importShell(engine: TestDockerEngine, name: string): Promise<void> {
  const root = await shellFilesystem();
  await engine.importImage(root, name, [`CMD ${JSON.stringify(['sh', '-c', 'eval "$SCRIPT"'])}`]);
  await removeFolder(root);
}

/** Puts this Node into a root filesystem, with the shared libraries that it needs. */
export async function addNode(root: string): Promise<void> {
  const { stdout } = spawnSync('ldd', [process.execPath], { encoding: 'utf8' });
  const libraries = [...stdout.matchAll(/(\/\S+)/g)].map(([, path]) => path ?? '');
  for (const path of libraries) {
    await mkdir(join(root, dirname(path)), { recursive: true });
    await cp(path, join(root, path), { dereference: true });
  }
  await cp(process.execPath, join(root, 'bin', basename(process.execPath)), { dereference: true });
}

export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}
