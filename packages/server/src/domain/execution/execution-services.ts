import type { Database } from '../../db/database.js';
import type { BuiltIn } from '../built-in/built-in.js';
import type { SchemaValidator } from '../json-schema/schema-validator.js';
import type { MailQueue } from '../mails.js';
import { type CompletedQueue, createEndOfExecution } from './end-of-execution.js';
import { createEngine, type Engine } from './engine.js';
import { createKnownTransitions, type KnownTransitions } from './known-transitions.js';
import { createKnownWorkflows, type KnownWorkflows } from './known-workflows.js';
import { createSchemaCheck, type SchemaCheck } from './schema-check.js';
import { createStepNewsDesk, type StepNewsDesk } from './step-news.js';
import { createWorkBell, type WorkBell } from './work-bell.js';

/** All that running workflows takes in one process. */
export interface ExecutionServices {
  engine: Engine;
  workflows: KnownWorkflows;
  transitions: KnownTransitions;
  schemas: SchemaCheck;
  news: StepNewsDesk;
  bell: WorkBell;
}

export function createExecutionServices(options: {
  db: Database;
  validator: SchemaValidator;
  builtIns: ReadonlyMap<string, BuiltIn>;
  mailQueue: MailQueue | null;
  completedQueue: CompletedQueue;
  timeScale: number;
}): ExecutionServices {
  const transitions = createKnownTransitions();
  const workflows = createKnownWorkflows(transitions);
  const schemas = createSchemaCheck(options.validator);
  const news = createStepNewsDesk();
  const endOfExecution = createEndOfExecution({ ...options, workflows });
  const engine = createEngine({ ...options, workflows, transitions, schemas, news, endOfExecution });
  return { engine, workflows, transitions, schemas, news, bell: createWorkBell() };
}
