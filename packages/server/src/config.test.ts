import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedQuotas } from '@las/contract';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.js';

describe('configuration', () => {
  it('takes the command line before the environment, and that before the default', () => {
    const environment = { LAS_PORT: '9000', LAS_HOST: '0.0.0.0' };
    expect(readConfig(['--port', '9001'], environment)).toMatchObject({ port: 9001, host: '0.0.0.0', httpsPort: 8443 });
    expect(readConfig([], {})).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      databaseUrl: null,
      quotas: {},
      rateLimit: null,
    });
  });

  it('puts the credentials into the data folder unless told where', () => {
    expect(readConfig(['--data-dir', '/somewhere'], {}).credentialsFile).toBe('/somewhere/credentials.cfg');
    expect(readConfig(['--credentials-file', '/here.cfg'], {}).credentialsFile).toBe('/here.cfg');
  });

  it('takes the container engine from where its own client does, and asks nothing of it', () => {
    expect(readConfig([], {})).toMatchObject({ dockerHost: 'unix:///var/run/docker.sock', dockerCertPath: null });
    const environment = { DOCKER_HOST: 'ssh://elsewhere', DOCKER_CERT_PATH: '/certificates' };
    expect(readConfig([], environment)).toMatchObject({
      dockerHost: 'ssh://elsewhere',
      dockerCertPath: '/certificates',
    });
    expect(readConfig(['--docker-host', 'tcp://flag:2375'], environment).dockerHost).toBe('tcp://flag:2375');
  });

  it('knows the published quotas by name, and reads others from a file', () => {
    expect(readConfig(['--quotas', 'published'], {}).quotas).toEqual(publishedQuotas);
    const file = join(mkdtempSync(join(tmpdir(), 'las-config-')), 'quotas.json');
    writeFileSync(file, '{"batch": {"perMonth": null, "inAll": 2}}');
    expect(readConfig(['--quotas', file], {}).quotas).toEqual({ batch: { perMonth: null, inAll: 2 } });
    writeFileSync(file, '{"bath": {"perMonth": null, "inAll": 2}}');
    expect(() => readConfig(['--quotas', file], {})).toThrow(/bath is no resource with quotas/);
  });

  it('runs workflows at their own pace, keeps leases for a minute and sends webhooks anywhere unless told otherwise', () => {
    expect(readConfig([], {})).toMatchObject({ timeScale: 1, leaseSeconds: 60, webhookHosts: ['*'] });
    const told = {
      LAS_TIME_SCALE: '0.01',
      LAS_LEASE_SECONDS: '5',
      LAS_WEBHOOK_HOSTS: 'hooks.example.com, *.intra,[::1]',
    };
    expect(readConfig([], told)).toMatchObject({
      timeScale: 0.01,
      leaseSeconds: 5,
      webhookHosts: ['hooks.example.com', '*.intra', '[::1]'],
    });
  });

  it.each([
    [['--port', 'x'], {}, /--port \(LAS_PORT\) has to be a whole number/],
    [['--port', '65536'], {}, /--port/],
    [['--portt', '1'], {}, /portt/],
    [[], { DATABASE_URL: 'mysql://x' }, /--database-url \(DATABASE_URL\) has to be a URL that starts with postgres:/],
    [['--require-api-key', 'maybe'], {}, /on or off/],
    [[], { LAS_LOG_LEVEL: 'loud' }, /--log-level/],
    [['--rate-limit', '0'], {}, /--rate-limit/],
    [['--time-scale', '0'], {}, /--time-scale \(LAS_TIME_SCALE\) has to be a number from 0.001 to 1, not "0"/],
    [['--time-scale', '2'], {}, /--time-scale/],
    [['--time-scale', '1e-2'], {}, /--time-scale/],
    [['--lease-seconds', '4'], {}, /--lease-seconds \(LAS_LEASE_SECONDS\) has to be a whole number from 5 to 3600/],
    [['--webhook-hosts', 'a.example,'], {}, /--webhook-hosts \(LAS_WEBHOOK_HOSTS\) has to list hosts/],
    [[], { LAS_WEBHOOK_HOSTS: 'https://a.example' }, /--webhook-hosts .*not "https:\/\/a.example"/],
    [['--quotas', '/no/such/file'], {}, /--quotas .*\/no\/such\/file/],
  ])('refuses %j with %j by a sentence that names the setting', (args, environment, message) => {
    expect(() => readConfig(args, environment)).toThrow(ConfigError);
    expect(() => readConfig(args, environment)).toThrow(message);
  });
});
