import { randomBytes } from 'node:crypto';

/** An id that nothing has. */
export function unknownId(kind: string): string {
  return `las:${kind}:${randomBytes(16).toString('hex')}`;
}

/** The kind of thing that a parameter of a path names. */
export function kindOfParameter(path: string, parameter: string): string {
  if (parameter === 'executionId') return path.startsWith('/workflows') ? 'workflow-execution' : 'transition-execution';
  return parameter.replace(/Id$/, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A path of the endpoint table with unknown ids in it. */
export function withUnknownIds(path: string): string {
  return path.replace(/\{(\w+)\}/g, (_, parameter: string) => unknownId(kindOfParameter(path, parameter)));
}

/** An address that no user has. */
export function newEmail(name = 'ada'): string {
  return `${name}.${randomBytes(8).toString('hex')}@example.com`;
}
