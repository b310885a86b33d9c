interface NodeModules {
  'node:events': typeof import('node:events');
  'node:fs': typeof import('node:fs');
  'node:https': typeof import('node:https');
  'node:os': typeof import('node:os');
  'node:path': typeof import('node:path');
}

/**
 * A built-in module of Node, undefined elsewhere. Without an `import` bundlers for browsers have nothing to resolve, and
 * it works synchronously.
 */
export function nodeModule<Id extends keyof NodeModules>(id: Id): NodeModules[Id] | undefined {
  return typeof process === 'object' ? process.getBuiltinModule?.(id) : undefined;
}
