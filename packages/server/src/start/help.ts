import { settings } from '../config.js';

const commands: [string, string][] = [
  ['las-server [FLAGS]', 'Start the service.'],
  [
    'las-server organizations create --name NAME [FLAGS]',
    'Make a further organization and print the credentials of its app client.',
  ],
  ['las-server keys rotate [FLAGS]', 'Sign access tokens with a new key from now on.'],
];

function presetOf(fallback: string | (() => string)): string {
  return typeof fallback === 'function' ? fallback() : fallback;
}

export function helpText(): string {
  const commandLines = commands.map(([call, text]) => `  ${call}\n      ${text}`);
  const settingLines = Object.values(settings).map(({ flag, env, value, fallback, text }) => {
    const names = flag === null ? env : `--${flag} ${value}, ${env}`;
    const preset = presetOf(fallback);
    return `  ${names}\n      ${text}${preset ? ` Default: ${preset}.` : ''}`;
  });
  return `${['Commands', ...commandLines, '', 'Flags and environment', ...settingLines].join('\n')}\n`;
}
