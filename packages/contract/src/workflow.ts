import { Type } from 'typebox';
import { closed, Email, id, JsonObject, NextToken, NullableText, naming, oneOf } from './scalars.js';
import { containerProperties } from './transition.js';

/** A container that runs whenever an execution ends. */
export const CompletedConfig = closed(containerProperties);
export type CompletedConfig = Type.Static<typeof CompletedConfig>;

export const ErrorConfig = closed({ email: Type.Optional(Email), manualRetry: Type.Optional(Type.Boolean()) });
export type ErrorConfig = Type.Static<typeof ErrorConfig>;

export const Workflow = closed({
  workflowId: id('workflow'),
  name: NullableText,
  description: NullableText,
  // The API of 2021 declares both as objects and answers null when they are not set.
  completedConfig: Type.Union([CompletedConfig, Type.Null()]),
  errorConfig: Type.Union([ErrorConfig, Type.Null()]),
});
export type Workflow = Type.Static<typeof Workflow>;

export const WorkflowSpecification = closed({
  definition: JsonObject,
  language: Type.Optional(oneOf(['ASL'])),
  version: Type.Optional(oneOf(['1.0.0'])),
});

const configs = { completedConfig: Type.Optional(CompletedConfig), errorConfig: Type.Optional(ErrorConfig) };

export const WorkflowCreate = closed({ specification: WorkflowSpecification, ...naming, ...configs });
export type WorkflowCreate = Type.Static<typeof WorkflowCreate>;

export const WorkflowUpdate = closed({ ...naming, ...configs }, { minProperties: 1 });
export type WorkflowUpdate = Type.Static<typeof WorkflowUpdate>;

export const WorkflowPage = closed({ workflows: Type.Array(Workflow), nextToken: NextToken });
export type WorkflowPage = Type.Static<typeof WorkflowPage>;
