import type * as contract from '@las/contract';
import { expectTypeOf, it } from 'vitest';
import type * as shapes from './shapes.js';

// The compiler checks these; nothing runs.
it('is the contract', () => {
  expectTypeOf<shapes.AppClient>().toEqualTypeOf<contract.AppClient>();
  expectTypeOf<shapes.AppClientCreate>().toEqualTypeOf<contract.AppClientCreate>();
  expectTypeOf<shapes.Asset>().toEqualTypeOf<contract.Asset>();
  expectTypeOf<shapes.BatchPage>().toEqualTypeOf<contract.BatchPage>();
  expectTypeOf<shapes.DocumentCreate>().toEqualTypeOf<contract.DocumentCreate>();
  expectTypeOf<shapes.DocumentPage>().toEqualTypeOf<contract.DocumentPage>();
  expectTypeOf<shapes.DocumentWords>().toEqualTypeOf<contract.DocumentWords>();
  expectTypeOf<shapes.ExecutionEventPage>().toEqualTypeOf<contract.ExecutionEventPage>();
  expectTypeOf<shapes.FieldConfig>().toEqualTypeOf<contract.FieldConfig>();
  expectTypeOf<shapes.LogPage>().toEqualTypeOf<contract.LogPage>();
  expectTypeOf<shapes.MailPage>().toEqualTypeOf<contract.MailPage>();
  expectTypeOf<shapes.ModelCreate>().toEqualTypeOf<contract.ModelCreate>();
  expectTypeOf<shapes.ModelUpdate>().toEqualTypeOf<contract.ModelUpdate>();
  expectTypeOf<shapes.PredictionDetail>().toEqualTypeOf<contract.PredictionDetail>();
  expectTypeOf<shapes.SecretCreate>().toEqualTypeOf<contract.SecretCreate>();
  expectTypeOf<shapes.Training>().toEqualTypeOf<contract.Training>();
  expectTypeOf<shapes.TrainingReport>().toEqualTypeOf<contract.TrainingReport>();
  expectTypeOf<shapes.TransitionCreate>().toEqualTypeOf<contract.TransitionCreate>();
  expectTypeOf<shapes.TransitionExecutionUpdate>().toEqualTypeOf<contract.TransitionExecutionUpdate>();
  expectTypeOf<shapes.TransitionQueue>().toEqualTypeOf<contract.TransitionQueue>();
  expectTypeOf<shapes.UserPage>().toEqualTypeOf<contract.UserPage>();
  expectTypeOf<shapes.WorkflowDefinition>().toEqualTypeOf<contract.WorkflowDefinition>();
  expectTypeOf<shapes.WorkflowExecution>().toEqualTypeOf<contract.WorkflowExecution>();
  expectTypeOf<shapes.WorkflowUpdate>().toEqualTypeOf<contract.WorkflowUpdate>();
});
