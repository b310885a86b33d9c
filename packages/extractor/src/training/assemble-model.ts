import { decide, NO_SNAPPING, type Snapping } from '../answers/decide.js';
import type { FieldSettings } from '../answers/field-settings.js';
import { type Calibration, confidenceOf, fitCalibrations, type JudgedDecision } from '../calibration/confidence.js';
import { reportOn } from '../calibration/report.js';
import type { TrainedField } from '../model-file/trained-field.js';
import { writeModel } from '../model-file/write-model.js';
import type { FieldReport, Training } from '../types.js';
import { chooseSnapping } from './choose-snapping.js';
import { collectHeldOut, type HeldOutPrediction, memoryOf } from './held-out.js';
import { isRight } from './judge.js';
import { findLabelProblems, type HeldOutAnswer } from './label-problems.js';
import type { TaskResult, TrainingPlan } from './training-plan.js';

/** A held-out answer with its document and fold. */
interface FoldedDecision extends JudgedDecision {
  document: number;
  fold: number;
}

/** Puts the results of all tasks of a plan, in any order, together to a model with its report. */
export function assembleModel(plan: TrainingPlan, results: readonly TaskResult[]): Training {
  const heldOut = plan.fields.map((_, field) => collectHeldOut(plan, field, results));
  const snappings = plan.fields.map((settings, field) =>
    settings.learner === 'spans' ? chooseSnapping(settings, heldOut[field] ?? []) : NO_SNAPPING,
  );
  const decisions = heldOut.map((field, index) => judge(field, plan.fields[index], snappings[index] ?? NO_SNAPPING));
  const calibrations = fitCalibrations(decisions);
  const answers = crossCalibrate(decisions, plan.folds);
  const fields = plan.fields.map(({ label }, index): [string, FieldReport] => [label, reportOn(answers[index] ?? [])]);
  return {
    model: writeModel(trainedFields(plan, results, { snappings, calibrations })),
    report: {
      documents: { used: plan.documents.length - plan.skipped.length, skipped: [...plan.skipped] },
      labelProblems: findLabelProblems(plan, answers),
      overall: reportOn(answers.flat()),
      fields: Object.fromEntries(fields),
    },
  };
}

function judge(
  heldOut: readonly HeldOutPrediction[],
  settings: FieldSettings | undefined,
  snapping: Snapping,
): FoldedDecision[] {
  if (!settings) return [];
  return heldOut.map(({ document, prediction, memory, target, fold }) => {
    const decision = decide(prediction, memory, { snapping, maxLength: settings.definition.maxLength });
    return { decision, document, fold, right: isRight(settings, decision, target) };
  });
}

/** Confidences for the report: each fold's by a calibration that has not seen it. */
function crossCalibrate(decisions: readonly (readonly FoldedDecision[])[], folds: number): HeldOutAnswer[][] {
  const answers: HeldOutAnswer[][] = decisions.map(() => []);
  for (let fold = 0; fold < folds; fold++) {
    const calibrations = fitCalibrations(decisions.map((field) => field.filter((other) => other.fold !== fold)));
    for (const [index, field] of decisions.entries()) {
      const calibration = calibrations[index] as Calibration;
      for (const { decision, document, right } of field.filter((own) => own.fold === fold)) {
        answers[index]?.push({ decision, document, confidence: confidenceOf(decision, calibration), right });
      }
    }
  }
  return answers;
}

function trainedFields(
  plan: TrainingPlan,
  results: readonly TaskResult[],
  { snappings, calibrations }: { snappings: readonly Snapping[]; calibrations: readonly Calibration[] },
): TrainedField[] {
  return plan.fields.map((settings, field) => {
    const weights = results.find(({ task }) => task.field === field && task.fold === null)?.weights;
    if (!weights) throw new RangeError(`The results lack the fit of ${settings.label} on all documents`);
    return {
      settings,
      weights,
      memory: memoryOf(plan, field, null)?.values ?? [],
      snapping: snappings[field] ?? NO_SNAPPING,
      calibration: calibrations[field] ?? { value: [], absent: [] },
    };
  });
}
