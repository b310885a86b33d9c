import { type Machine, type Problem, parse } from '@las/asl';
import type { CompletedConfig, ErrorConfig, JsonObject } from '@las/contract';
import type { Database } from '../../db/database.js';
import { findWorkflowDefinition, findWorkflowSettings } from '../../db/workflows.js';
import { definitionOptions } from './definition-options.js';
import type { KnownTransitions } from './known-transitions.js';

/** What is done beside the machine when executions of a workflow fail or end. */
export interface WorkflowSettings {
  name: string | null;
  errorConfig: ErrorConfig | null;
  completedConfig: CompletedConfig | null;
}

/** Workflows as the steps of their executions need them. */
export interface KnownWorkflows {
  /** The machine, from memory when it was asked for lately: a definition never changes. */
  machine(db: Database, workflowId: string): Promise<Machine>;
  settings(db: Database, workflowId: string): Promise<WorkflowSettings | undefined>;
}

/** A definition that was stored before the language was checked as it is now. */
export class UnusableDefinitionError extends Error {
  override readonly name = 'UnusableDefinitionError';
  readonly problems: readonly Problem[];

  constructor(workflowId: string, problems: readonly Problem[]) {
    super(`The definition of ${workflowId} cannot be run: ${problems[0]?.pointer} ${problems[0]?.message}`);
    this.problems = problems;
  }
}

const mostMachines = 500;

export function createKnownWorkflows(transitions: KnownTransitions): KnownWorkflows {
  const machines = new Map<string, Machine>();

  async function load(db: Database, workflowId: string): Promise<Machine> {
    const found = await findWorkflowDefinition(db, workflowId);
    if (!found) throw new Error(`${workflowId} is gone`);
    const { definition, organizationId } = found;
    const manual = await transitions.manualOnes(db, organizationId, found.transitionIds);
    const parsed = parse(
      definition as JsonObject,
      definitionOptions((resource) => manual.has(resource)),
    );
    if ('problems' in parsed) throw new UnusableDefinitionError(workflowId, parsed.problems);
    return parsed.machine;
  }

  return {
    async machine(db, workflowId) {
      const known = machines.get(workflowId);
      if (known) return known;
      const machine = await load(db, workflowId);
      const [oldest] = machines.keys();
      if (machines.size >= mostMachines && oldest !== undefined) machines.delete(oldest);
      machines.set(workflowId, machine);
      return machine;
    },
    settings: findWorkflowSettings,
  };
}
