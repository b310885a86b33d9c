import type { Client, WorkflowExecution } from '@las/client';
import { flowDefinition } from './definition.js';
import type { KnownDocument, Values } from './documents.js';
import { person } from './person.js';

/** What the workflow has made of a document. */
export interface Result {
  document: KnownDocument;
  documentId: string;
  /** What was predicted. */
  values: Values;
  /** What a person has found of the uncertain ones; undefined when the document went straight through. */
  checked: Values | undefined;
}

const atOnce = 4;

/** Sends documents through a new workflow, with a program in the place of the person who checks; results in their order. */
export async function runFlow(
  client: Client,
  { modelId, documents, signal }: { modelId: string; documents: readonly KnownDocument[]; signal: AbortSignal },
): Promise<Result[]> {
  const { transitionId } = await client.createTransition('manual', { name: 'Check the values' });
  const specification = { definition: flowDefinition(transitionId) };
  const { workflowId } = await client.createWorkflow(specification, { name: 'Flow' });

  const truths = new Map<string, Values>();
  const dayIsOver = new AbortController();
  const work = client.work(
    transitionId,
    person((documentId) => truths.get(documentId)),
    {
      concurrency: 2,
      signal: AbortSignal.any([signal, dayIsOver.signal]),
    },
  );

  const results: Result[] = [];
  const entries = documents.entries();
  const takeTurns = async () => {
    for (const [index, document] of entries) {
      const { documentId } = await client.createDocument(document.content, document.contentType);
      truths.set(documentId, document.truth);
      const { executionId } = await client.executeWorkflow(workflowId, { documentId, modelId });
      const execution = await client.waitForWorkflowExecution(workflowId, executionId);
      results[index] = { document, documentId, ...outcomeOf(execution) };
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, takeTurns));
  } finally {
    dayIsOver.abort();
    await work;
  }
  return results;
}

function outcomeOf({ executionId, status, output }: WorkflowExecution): Pick<Result, 'values' | 'checked'> {
  if (status !== 'succeeded') throw new Error(`${executionId} has ${status}`);
  const { values, checked } = output as { values: Values; checked?: { values: Values } };
  return { values, checked: checked?.values };
}
