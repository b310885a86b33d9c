import { Type } from 'typebox';
import * as appClient from './app-client.js';
import * as asset from './asset.js';
import * as batch from './batch.js';
import * as document from './document.js';
import { EmptyBody, type Endpoint, endpoint } from './endpoint.js';
import { StatusFilter } from './execution.js';
import { ExecutionEventPage, TransitionQueue, WorkflowDefinition } from './execution-event.js';
import * as log from './log.js';
import { MailPage } from './mail.js';
import * as model from './model.js';
import * as prediction from './prediction.js';
import { DocumentWords, readingOptions } from './reading.js';
import { id, ModelId, Order, paging, SortBy, TransitionId } from './scalars.js';
import * as secret from './secret.js';
import * as training from './training.js';
import * as transition from './transition.js';
import * as transitionExecution from './transition-execution.js';
import * as user from './user.js';
import * as workflow from './workflow.js';
import * as workflowExecution from './workflow-execution.js';

export const basePath = '/v1';

const appClientId = { appClientId: id('app-client') };
const assetId = { assetId: id('asset') };
const batchId = { batchId: id('batch') };
const documentId = { documentId: id('document') };
const modelId = { modelId: ModelId };
const trainingId = { ...modelId, trainingId: id('training') };
const secretId = { secretId: id('secret') };
const transitionId = { transitionId: TransitionId };
const transitionExecutionId = { ...transitionId, executionId: id('transition-execution') };
const userId = { userId: id('user') };
const workflowId = { workflowId: id('workflow') };
const workflowExecutionId = { ...workflowId, executionId: id('workflow-execution') };

const executionFilters = {
  status: StatusFilter,
  sortBy: Type.Optional(SortBy),
  order: Type.Optional(Order),
};

/** Every operation of the API, by the name of the client method that calls it. */
export const endpoints = {
  createAppClient: endpoint('POST /appClients', {
    body: appClient.AppClientCreate,
    answer: appClient.AppClient,
    scope: 'appclients:write',
    python: 'create_app_client',
    summary: 'Creates an app client. Its secret is shown in this answer only.',
  }),
  listAppClients: endpoint('GET /appClients', {
    query: paging,
    answer: appClient.AppClientPage,
    scope: 'appclients:read',
    python: 'list_app_clients',
    summary: 'Lists app clients.',
  }),
  updateAppClient: endpoint('PATCH /appClients/{appClientId}', {
    params: appClientId,
    body: appClient.AppClientUpdate,
    answer: appClient.AppClient,
    scope: 'appclients:write',
    python: 'update_app_client',
    summary: 'Changes the name or description of an app client.',
  }),
  deleteAppClient: endpoint('DELETE /appClients/{appClientId}', {
    params: appClientId,
    answer: appClient.AppClient,
    scope: 'appclients:write',
    python: 'delete_app_client',
    summary: 'Deletes an app client. Its tokens stop working within a minute.',
  }),

  createAsset: endpoint('POST /assets', {
    body: asset.AssetCreate,
    answer: asset.Asset,
    scope: 'assets:write',
    python: 'create_asset',
    summary: 'Stores an asset.',
  }),
  listAssets: endpoint('GET /assets', {
    query: paging,
    answer: asset.AssetPage,
    scope: 'assets:read',
    python: 'list_assets',
    summary: 'Lists assets, without their content.',
  }),
  getAsset: endpoint('GET /assets/{assetId}', {
    params: assetId,
    answer: asset.Asset,
    scope: 'assets:read',
    python: 'get_asset',
    summary: 'Gets an asset with its content.',
  }),
  updateAsset: endpoint('PATCH /assets/{assetId}', {
    params: assetId,
    body: asset.AssetUpdate,
    answer: asset.Asset,
    scope: 'assets:write',
    python: 'update_asset',
    summary: 'Changes the content, name or description of an asset.',
  }),
  deleteAsset: endpoint('DELETE /assets/{assetId}', {
    params: assetId,
    answer: asset.Asset,
    scope: 'assets:write',
    python: 'delete_asset',
    summary: 'Deletes an asset that no transition uses.',
  }),

  createBatch: endpoint('POST /batches', {
    body: batch.BatchCreate,
    answer: batch.Batch,
    scope: 'batches:write',
    python: 'create_batch',
    summary: 'Creates a batch to put documents in.',
  }),
  listBatches: endpoint('GET /batches', {
    query: paging,
    answer: batch.BatchPage,
    scope: 'batches:read',
    python: 'list_batches',
    summary: 'Lists batches.',
  }),
  updateBatch: endpoint('PATCH /batches/{batchId}', {
    params: batchId,
    body: batch.BatchUpdate,
    answer: batch.Batch,
    scope: 'batches:write',
    python: 'update_batch',
    summary: 'Changes the name or description of a batch.',
  }),
  deleteBatch: endpoint('DELETE /batches/{batchId}', {
    params: batchId,
    answer: batch.Batch,
    scope: 'batches:write',
    python: 'delete_batch',
    summary: 'Deletes a batch that has no documents.',
  }),

  createDocument: endpoint('POST /documents', {
    body: document.DocumentCreate,
    answer: document.Document,
    scope: 'documents:write',
    python: 'create_document',
    summary: 'Stores a document, with its true values where they are known.',
  }),
  listDocuments: endpoint('GET /documents', {
    query: { ...document.documentFilters, ...paging },
    answer: document.DocumentPage,
    scope: 'documents:read',
    python: 'list_documents',
    summary: 'Lists documents, without their content.',
  }),
  deleteDocuments: endpoint('DELETE /documents', {
    query: { ...document.documentFilters, ...paging, maxResults: document.MostDeleted },
    answer: document.DocumentPage,
    scope: 'documents:write',
    python: 'delete_documents',
    summary: 'Deletes a page of the documents that match: with their words, their predictions and their bytes.',
  }),
  getDocument: endpoint('GET /documents/{documentId}', {
    params: documentId,
    answer: document.Document,
    scope: 'documents:read',
    python: 'get_document',
    summary: 'Gets a document with its content.',
  }),
  updateDocument: endpoint('PATCH /documents/{documentId}', {
    params: documentId,
    body: document.DocumentUpdate,
    answer: document.Document,
    scope: 'documents:write',
    python: 'update_document',
    summary: 'Replaces the ground truth of a document.',
  }),
  getDocumentWords: endpoint('GET /documents/{documentId}/words', {
    params: documentId,
    query: readingOptions,
    answer: DocumentWords,
    scope: 'documents:read',
    summary: 'Gets what was read in a document: its pages and their words.',
  }),

  listLogs: endpoint('GET /logs', {
    query: { ...log.logFilters, ...paging },
    answer: log.LogPage,
    scope: 'logs:read',
    python: 'list_logs',
    summary: 'Lists logs, without their events.',
  }),
  getLog: endpoint('GET /logs/{logId}', {
    params: { logId: id('log') },
    answer: log.Log,
    scope: 'logs:read',
    python: 'get_log',
    summary: 'Gets a log with its events.',
  }),

  listMails: endpoint('GET /outbox', {
    query: paging,
    answer: MailPage,
    scope: 'users:read',
    summary: 'Lists the mails that were sent, or are held because no mail server is set.',
  }),

  createModel: endpoint('POST /models', {
    body: model.ModelCreate,
    answer: model.Model,
    scope: 'models:write',
    python: 'create_model',
    summary: 'Creates a model for the fields it is to find.',
  }),
  listModels: endpoint('GET /models', {
    query: paging,
    answer: model.ModelPage,
    scope: 'models:read',
    python: 'list_models',
    summary: 'Lists models.',
  }),
  getModel: endpoint('GET /models/{modelId}', {
    params: modelId,
    answer: model.Model,
    scope: 'models:read',
    python: 'get_model',
    summary: 'Gets a model.',
  }),
  updateModel: endpoint('PATCH /models/{modelId}', {
    params: modelId,
    body: model.ModelUpdate,
    answer: model.Model,
    scope: 'models:write',
    python: 'update_model',
    summary: 'Changes a model; the status "training" starts a training.',
  }),
  deleteModel: endpoint('DELETE /models/{modelId}', {
    params: modelId,
    answer: model.Model,
    scope: 'models:write',
    summary: 'Deletes a model with its trainings and predictions.',
  }),
  createTraining: endpoint('POST /models/{modelId}/trainings', {
    params: modelId,
    body: training.TrainingCreate,
    answer: training.Training,
    scope: 'models:write',
    summary: 'Starts a training, over all documents with ground truth or those of the batches named.',
  }),
  listTrainings: endpoint('GET /models/{modelId}/trainings', {
    params: modelId,
    query: paging,
    answer: training.TrainingPage,
    scope: 'models:read',
    summary: 'Lists the trainings of a model, without their reports.',
  }),
  getAutoTrain: endpoint('GET /models/{modelId}/trainings/autoTrain', {
    params: modelId,
    answer: training.AutoTrain,
    scope: 'models:read',
    summary: 'Says when a model trains by itself, and what has changed since its last training.',
  }),
  updateAutoTrain: endpoint('PATCH /models/{modelId}/trainings/autoTrain', {
    params: modelId,
    body: training.AutoTrainUpdate,
    answer: training.AutoTrain,
    scope: 'models:write',
    summary: 'Has a model train by itself after so many corrections or hours, or no longer.',
  }),
  getTraining: endpoint('GET /models/{modelId}/trainings/{trainingId}', {
    params: trainingId,
    answer: training.Training,
    scope: 'models:read',
    summary: 'Gets a training with its progress and report.',
  }),
  updateTraining: endpoint('PATCH /models/{modelId}/trainings/{trainingId}', {
    params: trainingId,
    body: training.TrainingUpdate,
    answer: training.Training,
    scope: 'models:write',
    summary: 'Cancels a training that has not ended.',
  }),

  createPrediction: endpoint('POST /predictions', {
    body: prediction.PredictionCreate,
    answer: prediction.Prediction,
    scope: 'predictions:write',
    python: 'create_prediction',
    summary: 'Predicts the fields of a document.',
  }),
  listPredictions: endpoint('GET /predictions', {
    query: paging,
    answer: prediction.PredictionPage,
    scope: 'predictions:read',
    python: 'list_predictions',
    summary: 'Lists predictions.',
  }),
  getPrediction: endpoint('GET /predictions/{predictionId}', {
    params: { predictionId: id('prediction') },
    answer: prediction.PredictionDetail,
    scope: 'predictions:read',
    summary: 'Gets a prediction with place, words and alternatives of each field.',
  }),

  createSecret: endpoint('POST /secrets', {
    body: secret.SecretCreate,
    answer: secret.Secret,
    scope: 'secrets:write',
    python: 'create_secret',
    summary: 'Stores a secret. Its data never leaves by the API.',
  }),
  listSecrets: endpoint('GET /secrets', {
    query: paging,
    answer: secret.SecretPage,
    scope: 'secrets:read',
    python: 'list_secrets',
    summary: 'Lists secrets, without their data.',
  }),
  updateSecret: endpoint('PATCH /secrets/{secretId}', {
    params: secretId,
    body: secret.SecretUpdate,
    answer: secret.Secret,
    scope: 'secrets:write',
    python: 'update_secret',
    summary: 'Replaces the data of a secret, or changes its name or description.',
  }),
  deleteSecret: endpoint('DELETE /secrets/{secretId}', {
    params: secretId,
    answer: secret.Secret,
    scope: 'secrets:write',
    python: 'delete_secret',
    summary: 'Deletes a secret that neither a transition nor a workflow uses.',
  }),

  createTransition: endpoint('POST /transitions', {
    body: transition.TransitionCreate,
    answer: transition.Transition,
    scope: 'transitions:write',
    python: 'create_transition',
    summary: 'Creates a transition: a step that a container or a person does.',
  }),
  listTransitions: endpoint('GET /transitions', {
    query: { transitionType: Type.Optional(Type.Array(transition.TransitionType)), ...paging },
    answer: transition.TransitionPage,
    scope: 'transitions:read',
    python: 'list_transitions',
    summary: 'Lists transitions.',
  }),
  getTransition: endpoint('GET /transitions/{transitionId}', {
    params: transitionId,
    answer: transition.Transition,
    scope: 'transitions:read',
    python: 'get_transition',
    summary: 'Gets a transition.',
  }),
  updateTransition: endpoint('PATCH /transitions/{transitionId}', {
    params: transitionId,
    body: transition.TransitionUpdate,
    answer: transition.Transition,
    scope: 'transitions:write',
    python: 'update_transition',
    summary: 'Changes a transition; assets, environment and environmentSecrets each replace the old one whole.',
  }),
  deleteTransition: endpoint('DELETE /transitions/{transitionId}', {
    params: transitionId,
    answer: transition.Transition,
    scope: 'transitions:write',
    python: 'delete_transition',
    summary: 'Deletes a transition that no workflow uses.',
  }),
  getTransitionQueue: endpoint('GET /transitions/{transitionId}/queue', {
    params: transitionId,
    answer: TransitionQueue,
    scope: 'transitions.executions:read',
    summary: 'Tells what waits at a manual transition, who is at work, and how fast it goes.',
  }),
  executeTransition: endpoint('POST /transitions/{transitionId}/executions', {
    params: transitionId,
    query: {
      waitSeconds: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 60,
          description: 'How long to wait for work when nothing is waiting, 0 when absent.',
        }),
      ),
    },
    body: EmptyBody,
    answer: transitionExecution.TransitionExecution,
    scope: 'transitions.executions:write',
    python: 'execute_transition',
    summary: 'Leases the oldest waiting execution of a manual transition.',
  }),
  listTransitionExecutions: endpoint('GET /transitions/{transitionId}/executions', {
    params: transitionId,
    query: {
      ...executionFilters,
      executionId: Type.Optional(Type.Array(id('transition-execution'), { maxItems: 100 })),
      ...paging,
    },
    answer: transitionExecution.TransitionExecutionPage,
    scope: 'transitions.executions:read',
    python: 'list_transition_executions',
    summary: 'Lists the executions of a transition.',
  }),
  getTransitionExecution: endpoint('GET /transitions/{transitionId}/executions/{executionId}', {
    params: transitionExecutionId,
    answer: transitionExecution.TransitionExecution,
    scope: 'transitions.executions:read',
    python: 'get_transition_execution',
    summary: 'Gets an execution of a transition.',
  }),
  updateTransitionExecution: endpoint('PATCH /transitions/{transitionId}/executions/{executionId}', {
    params: transitionExecutionId,
    body: transitionExecution.TransitionExecutionUpdate,
    answer: transitionExecution.TransitionExecution,
    scope: 'transitions.executions:write',
    python: 'update_transition_execution',
    summary: 'Ends an execution of a transition, or puts it back.',
  }),
  sendHeartbeat: endpoint('POST /transitions/{transitionId}/executions/{executionId}/heartbeats', {
    params: transitionExecutionId,
    body: EmptyBody,
    scope: 'transitions.executions.heartbeats:write',
    python: 'send_heartbeat',
    summary: 'Keeps a leased execution from timing out; due every 60 s at least.',
  }),

  createUser: endpoint('POST /users', {
    body: user.UserCreate,
    answer: user.User,
    scope: 'users:write',
    python: 'create_user',
    summary: 'Creates a user and sends an invitation to the address given.',
  }),
  listUsers: endpoint('GET /users', {
    query: paging,
    answer: user.UserPage,
    scope: 'users:read',
    python: 'list_users',
    summary: 'Lists users.',
  }),
  getUser: endpoint('GET /users/{userId}', {
    params: userId,
    answer: user.User,
    scope: 'users:read',
    python: 'get_user',
    summary: 'Gets a user.',
  }),
  updateUser: endpoint('PATCH /users/{userId}', {
    params: userId,
    body: user.UserUpdate,
    answer: user.User,
    scope: 'users:write',
    python: 'update_user',
    summary: 'Changes the name or picture of a user.',
  }),
  deleteUser: endpoint('DELETE /users/{userId}', {
    params: userId,
    answer: user.User,
    scope: 'users:write',
    python: 'delete_user',
    summary: 'Deletes a user.',
  }),

  createWorkflow: endpoint('POST /workflows', {
    body: workflow.WorkflowCreate,
    answer: workflow.Workflow,
    scope: 'workflows:write',
    python: 'create_workflow',
    summary: 'Creates a workflow from a definition in Amazon States Language.',
  }),
  listWorkflows: endpoint('GET /workflows', {
    query: paging,
    answer: workflow.WorkflowPage,
    scope: 'workflows:read',
    python: 'list_workflows',
    summary: 'Lists workflows.',
  }),
  getWorkflow: endpoint('GET /workflows/{workflowId}', {
    params: workflowId,
    answer: workflow.Workflow,
    scope: 'workflows:read',
    python: 'get_workflow',
    summary: 'Gets a workflow.',
  }),
  updateWorkflow: endpoint('PATCH /workflows/{workflowId}', {
    params: workflowId,
    body: workflow.WorkflowUpdate,
    answer: workflow.Workflow,
    scope: 'workflows:write',
    python: 'update_workflow',
    summary: 'Changes a workflow; its definition stays as it was created.',
  }),
  deleteWorkflow: endpoint('DELETE /workflows/{workflowId}', {
    params: workflowId,
    answer: workflow.Workflow,
    scope: 'workflows:write',
    python: 'delete_workflow',
    summary: 'Deletes a workflow.',
  }),
  getWorkflowDefinition: endpoint('GET /workflows/{workflowId}/definition', {
    params: workflowId,
    answer: WorkflowDefinition,
    scope: 'workflows:read',
    summary: 'Gets the definition of a workflow, as it was given.',
  }),
  executeWorkflow: endpoint('POST /workflows/{workflowId}/executions', {
    params: workflowId,
    body: workflowExecution.WorkflowExecutionCreate,
    answer: workflowExecution.WorkflowExecution,
    scope: 'workflows.executions:write',
    python: 'execute_workflow',
    summary: 'Starts an execution of a workflow.',
  }),
  listWorkflowExecutions: endpoint('GET /workflows/{workflowId}/executions', {
    params: workflowId,
    query: { ...executionFilters, ...paging },
    answer: workflowExecution.WorkflowExecutionPage,
    scope: 'workflows.executions:read',
    python: 'list_workflow_executions',
    summary: 'Lists the executions of a workflow.',
  }),
  getWorkflowExecution: endpoint('GET /workflows/{workflowId}/executions/{executionId}', {
    params: workflowExecutionId,
    answer: workflowExecution.WorkflowExecution,
    scope: 'workflows.executions:read',
    python: 'get_workflow_execution',
    summary: 'Gets an execution of a workflow.',
  }),
  listWorkflowExecutionEvents: endpoint('GET /workflows/{workflowId}/executions/{executionId}/events', {
    params: workflowExecutionId,
    query: paging,
    answer: ExecutionEventPage,
    streams: true,
    scope: 'workflows.executions:read',
    summary:
      'Lists the history of an execution, oldest first; as server-sent events while it runs when these are accepted.',
  }),
  updateWorkflowExecution: endpoint('PATCH /workflows/{workflowId}/executions/{executionId}', {
    params: workflowExecutionId,
    body: workflowExecution.WorkflowExecutionUpdate,
    answer: workflowExecution.WorkflowExecution,
    scope: 'workflows.executions:write',
    python: 'update_workflow_execution',
    summary: 'Runs an execution on from the transition given, or ends it as failed.',
  }),
  deleteWorkflowExecution: endpoint('DELETE /workflows/{workflowId}/executions/{executionId}', {
    params: workflowExecutionId,
    answer: workflowExecution.WorkflowExecution,
    scope: 'workflows.executions:write',
    python: 'delete_workflow_execution',
    summary: 'Deletes an execution of a workflow.',
  }),
} as const satisfies Record<string, Endpoint>;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;

/** Every scope that some operation needs. */
export const allScopes = [...new Set(Object.values(endpoints).map((row) => row.scope))].sort();
