import { createHash } from 'node:crypto';
import type { JsonObject } from '@las/contract';
import type { SchemaProblem } from './describe-error.js';
import { createValidationThread, type Validation, type ValidationLimits } from './validation-thread.js';

/** Checks values by JSON schemas of draft 4 and later, neither of which need to be trusted. */
export interface SchemaValidator {
  /**
   * What in the value breaks the schema; null when nothing does. A value that takes longer than a second, or too much
   * memory, is answered as a problem.
   */
  validate(schema: JsonObject, value: unknown): Promise<SchemaProblem | null>;
  /** Ends the threads; what is still being checked rejects. */
  close(): Promise<void>;
}

const usualLimits: ValidationLimits = {
  milliseconds: 1000,
  compileMilliseconds: 10_000,
  memoryMb: 128,
  keptBytes: 500_000,
};

/** Keywords that say nothing of a value. */
const annotations = new Set(['$schema', 'title', 'description']);

/** Whether every value is valid, as far as a glance can tell. */
export function allowsAnything(schema: JsonObject): boolean {
  return Object.keys(schema).every((keyword) => annotations.has(keyword));
}

/** What a compiler takes for itself, however small its schema. */
const bytesOfCompiler = 5000;

function identify(schema: JsonObject): { hash: string; bytes: number } {
  const json = JSON.stringify(schema);
  return { hash: createHash('sha256').update(json).digest('base64'), bytes: bytesOfCompiler + Buffer.byteLength(json) };
}

const stopping = 'The service is stopping: JSON is not checked by schemas any more.';

interface Waiting extends Validation {
  resolve(problem: SchemaProblem | null): void;
  reject(error: unknown): void;
}

/** Threads are started when they are first needed. */
export function createSchemaValidator({
  threads,
  ...overrides
}: { threads: number } & Partial<ValidationLimits>): SchemaValidator {
  const limits = { ...usualLimits, ...overrides };
  const all = Array.from({ length: threads }, () => createValidationThread(limits));
  const idle = [...all];
  const waiting: Waiting[] = [];
  let isClosed = false;

  function work(): void {
    const thread = waiting.length > 0 ? idle.pop() : undefined;
    const next = thread && waiting.shift();
    if (!next) return;
    void thread
      .validate(next)
      .then(next.resolve, next.reject)
      .finally(() => {
        idle.push(thread);
        work();
      });
  }

  return {
    async validate(schema, value) {
      if (allowsAnything(schema)) return null;
      if (isClosed) throw new Error(stopping);
      return new Promise((resolve, reject) => {
        waiting.push({ schema, ...identify(schema), value, resolve, reject });
        work();
      });
    },
    async close() {
      isClosed = true;
      for (const { reject } of waiting.splice(0)) reject(new Error(stopping));
      await Promise.all(all.map((thread) => thread.close()));
    },
  };
}
