import type { LabelProblem } from '@las/contract';
import type { Training } from '@las/extractor';
import type { Database } from '../../db/database.js';
import { lockModel, serveTraining } from '../../db/models.js';
import type { StoredProblem } from '../../db/schema.js';
import { type DocumentFindings, keepFindings, removeOldTrainingDocuments } from '../../db/training-documents.js';
import { type BegunRun, completeRun } from '../../db/training-runs.js';
import type { Learned } from './learn.js';
import { RunLostError } from './run-watch.js';

function findingsOf({ heldOut }: Training, problems: readonly LabelProblem[]): DocumentFindings[] {
  const findings = new Map<string, DocumentFindings>();
  const of = (id: string): DocumentFindings => {
    const known = findings.get(id) ?? { id, answers: {}, problems: null };
    findings.set(id, known);
    return known;
  };
  for (const { documentId, label, value, confidence } of heldOut) of(documentId).answers[label] = { value, confidence };
  for (const [rank, { documentId, ...problem }] of problems.entries()) {
    const finding = of(documentId);
    finding.problems = [...(finding.problems ?? []), { ...problem, rank } satisfies StoredProblem];
  }
  return [...findings.values()];
}

/** Stores the version and, where it is to, lets it serve; unless the training is no longer this run's. */
export async function storeVersion(db: Database, run: BegunRun, { training, comparison }: Learned): Promise<void> {
  const { labelProblems, ...report } = training.report;
  await db.transaction().execute(async (trx) => {
    // Before the training: in the order in which deleting a model locks them.
    if (!(await lockModel(trx, run.organizationId, run.modelId))) throw new RunLostError(run.trainingId);
    const version = { model: Buffer.from(training.model), report: JSON.stringify({ ...report, comparison }) };
    if (!(await completeRun(trx, run, version))) throw new RunLostError(run.trainingId);
    await keepFindings(trx, run.trainingId, findingsOf(training, labelProblems));
    if (comparison?.replaced ?? true) {
      await serveTraining(trx, { id: run.trainingId, modelId: run.modelId, askedTime: run.askedTime });
    }
    await removeOldTrainingDocuments(trx, run.modelId, run.trainingId);
  });
}
