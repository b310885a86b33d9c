// Generated from the contract by scripts/client-reference.ts; do not edit.

/** Any JSON object. */
export type JsonObject = Record<string, unknown>;

export interface AppClient {
  /** Id of the app client. */
  appClientId: string;
  /** Goes into the `X-Api-Key` header. */
  apiKey: string;
  /** Where a person may be sent back to after signing in. */
  callbackUrls: string[];
  /** User name of the token request. */
  clientId: string;
  /** Only in the answer to its creation. */
  clientSecret?: string;
  /** When it was made. */
  createdTime: string | null;
  /** Page for signing in that invitations link to. */
  defaultLoginUrl: string | null;
  /** Free text. */
  description: string | null;
  /** Whether it can sign in on its own. */
  hasSecret: boolean;
  /** Pages for signing in. */
  loginUrls: string[];
  /** Where a person may be sent to after signing out. */
  logoutUrls: string[];
  /** Name for people. */
  name: string | null;
}

export interface AppClientCreate {
  /** Name for people. */
  name?: string | null;
  /** Free text. */
  description?: string | null;
  /** False for an app that cannot keep a secret, such as a page in a browser. */
  generateSecret?: boolean;
  /** Where a person may be sent back to after signing in. */
  callbackUrls?: string[];
  /** Pages for signing in. */
  loginUrls?: string[];
  /** Where a person may be sent to after signing out. */
  logoutUrls?: string[];
  /** Page for signing in that invitations link to. */
  defaultLoginUrl?: string;
}

export interface AppClientPage {
  /** The app clients of this page. */
  appClients: AppClient[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
}

export interface AppClientUpdate {
  /** Name for people. */
  name?: string | null;
  /** Free text. */
  description?: string | null;
}

export interface Asset {
  /** Id of the asset. */
  assetId: string;
  /** Bytes in base64. */
  content?: string;
  /** Free text. */
  description: string | null;
  /** Name for people. */
  name: string | null;
}

export interface AssetCreate {
  /** Bytes in base64. */
  content: string;
  /** Name for people. */
  name?: string | null;
  /** Free text. */
  description?: string | null;
}

export type AssetMap = Record<string, string>;

export interface AssetPage {
  /** The assets of this page, without their content. */
  assets: Asset[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
}

export interface AssetUpdate {
  /** Bytes in base64. */
  content?: string;
  /** Name for people. */
  name?: string | null;
  /** Free text. */
  description?: string | null;
}

export interface AutoTrain {
  /** Id of the model. */
  modelId: string;
  /** Train when so many documents have new or changed ground truth; null: not for that. */
  afterCorrections: number | null;
  /** Train when so many hours have passed since the last training and something has changed; null: not for that. */
  everyHours: number | null;
  /** Only these batches are trained on; null for all documents with ground truth. */
  batchIds: string[] | null;
  /** Documents whose ground truth is new or changed since the last training. */
  newCorrections: number;
  /** Documents of the last training that are no longer there. */
  removedDocuments: number;
  /** The last training, of whatever kind; null before the first. */
  lastTrainingId: string | null;
  /** When `everyHours` lets it train at the earliest; null without it. */
  nextTime: string | null;
  /** What keeps it from training, such as a quota; null when nothing does. */
  message: string | null;
}

export interface AutoTrainUpdate {
  /** Train when so many documents have new or changed ground truth; null: not for that. */
  afterCorrections?: number | null;
  /** Train when so many hours have passed since the last training and something has changed; null: not for that. */
  everyHours?: number | null;
  /** Trains on these batches only; null for all documents with ground truth. */
  batchIds?: string[] | null;
}

export interface Batch {
  /** Id of the batch. */
  batchId: string;
  /** Whether its documents tell of people. */
  containsPersonallyIdentifiableInformation: boolean;
  /** When it was made. */
  createdTime: string | null;
  /** Free text. */
  description: string | null;
  /** Name for people. */
  name?: string | null;
  /** How many documents it holds. */
  numDocuments: number;
  /** Days until its documents are removed. */
  retentionInDays: number;
  /** Where the documents lie. */
  storageLocation: 'EU';
}

export interface BatchCreate {
  /** Name for people. */
  name?: string | null;
  /** Free text. */
  description?: string | null;
  /** Whether its documents tell of people. */
  containsPersonallyIdentifiableInformation?: boolean;
}

export interface BatchPage {
  /** The batches of this page. */
  batches: Batch[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
}

export interface BatchUpdate {
  /** Name for people. */
  name?: string | null;
  /** Free text. */
  description?: string | null;
}

export interface Comparison {
  /** The version before. */
  trainingId: string;
  /** Whether the new version took over. */
  replaced: boolean;
  /** Why it did or did not, for people. */
  reason: string;
  /** Documents with the same truth as the version before had (`known`), those added, with another truth, and no longer there. */
  documents: { known: number; added: number; changed: number; removed: number };
  /** Each field that both versions know. */
  fields: Record<string, FieldComparison>;
  /** Fields that the version before did not know: there is nothing to compare. */
  addedFields: string[];
  /** Fields that the new version does not know any more. */
  removedFields: string[];
  /** Fields whose type has changed: they are not compared. */
  changedFields: string[];
}

export interface CompletedConfig {
  /** Image of the container, with its registry. */
  imageUrl: string;
  /** Environment variables of the container. */
  environment?: Record<string, string>;
  /** Ids of secrets whose keys and values become environment variables of the container. */
  environmentSecrets?: string[];
  /** Secret with `username` and `password` of the registry. */
  secretId?: string;
}

export interface DockerParameters {
  /** Image of the container, with its registry. */
  imageUrl: string;
  /** Environment variables of the container. */
  environment?: Record<string, string>;
  /** Ids of secrets whose keys and values become environment variables of the container. */
  environmentSecrets?: string[];
  /** Secret with `username` and `password` of the registry. */
  secretId?: string;
  /** 256 is a quarter of a core. */
  cpu?: 256;
  /** MB. */
  memory?: 512 | 1024 | 2048;
}

export interface Document {
  /** Id of the document. */
  documentId: string;
  /** Kind of file. */
  contentType: ContentType;
  /** Id of the batch. */
  batchId?: string;
  /** Id of the consent under which the document is kept; you make it up. */
  consentId?: string;
  /** Bytes in base64. */
  content?: string;
  /** The true values. */
  groundTruth?: GroundTruthItem[];
}

export interface DocumentCreate {
  /** Bytes in base64. */
  content: string;
  /** Kind of file. */
  contentType: ContentType;
  /** Batch to put the document in. */
  batchId?: string;
  /** Id of the consent under which the document is kept; you make it up. */
  consentId?: string;
  /** The true values. */
  groundTruth?: GroundTruthItem[];
}

export interface DocumentPage {
  /** The documents of this page, without their content. */
  documents: Document[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
  /** The filter of the request, when one was given. */
  batchId?: string[];
  /** The filter of the request, when one was given. */
  consentId?: string[];
}

export interface DocumentUpdate {
  /** The true values. */
  groundTruth: GroundTruthItem[];
}

export interface ErrorBody {
  /** What went wrong. */
  message: string;
}

export interface ErrorConfig {
  /** Address that is told when an execution fails. */
  email?: string;
  /** True makes a failed execution wait for a person who retries it. */
  manualRetry?: boolean;
}

export interface ExecutionEvent {
  /** Counts from 1 within the execution. */
  number: number;
  /** When it happened. */
  time: string;
  /** What happened. */
  type:
    | 'executionStarted'
    | 'stateEntered'
    | 'taskScheduled'
    | 'taskSucceeded'
    | 'taskFailed'
    | 'taskTimedOut'
    | 'taskAbandoned'
    | 'retryScheduled'
    | 'waitStarted'
    | 'evaluationFailed'
    | 'errorCaught'
    | 'stateExited'
    | 'executionResumed'
    | 'executionSucceeded'
    | 'executionFailed'
    | 'executionTimedOut';
  /** Name of the state. */
  state?: string;
  /** Type of the state: `Task`, `Choice`, … */
  stateType?: string;
  /** The Parallel and Map states around it, with the number of the branch or item in each. */
  within?: { state: string; index: number }[];
  /** Id of the transition. */
  transitionId?: string;
  /** The execution of a transition that it is about. */
  transitionExecutionId?: string;
  /** Counts the tries of a task from 1. */
  attempt?: number;
  /** What the execution, the state or the task was given. */
  input?: unknown;
  /** What came of the execution, the state or the task. */
  output?: unknown;
  /** Variables that were set. */
  assigned?: Record<string, unknown>;
  /** Name of the error, as `Retry` and `Catch` know it. */
  error?: string;
  /** Why, for people. */
  cause?: string;
  /** The field whose evaluation failed. */
  location?: string;
  /** When it goes on: after a retry or a wait. */
  until?: string;
}

export interface ExecutionEventPage {
  /** The events of this page, oldest first. */
  events: ExecutionEvent[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
}

export type ExecutionStatus = 'running' | 'succeeded' | 'failed' | 'rejected' | 'retry' | 'error';

export interface Field {
  /** Kind of value. */
  type: FieldType;
  /** Longest value, in characters. */
  maxLength: number;
  /** Free text. */
  description?: string | null;
}

export interface FieldComparison {
  /** `worse` where `known` or `fresh` is; `doubtful` where the truths of new documents seem to be wrong. */
  verdict: 'better' | 'same' | 'worse' | 'doubtful';
  /** New documents whose truth is not what the version before was sure of, nor what the new one has learned to answer. */
  contradicted: number;
  /** On documents that both versions learned from. */
  known: VersionFigures;
  /** On documents that were added or whose truth has changed. */
  fresh: VersionFigures;
}

export type FieldConfig = Record<string, Field>;

export interface FieldReport {
  /** Documents it was measured on. */
  documents: number;
  /** Share of the documents whose value was predicted right. */
  accuracy: number;
  /** Share of the documents that can go unchecked if 95 of 100 values are to be right. */
  coverageAt95Precision: number;
  /** Share of the documents that can go unchecked if 99 of 100 values are to be right. */
  coverageAt99Precision: number;
  /** Confidence from which 95 of 100 values are right; null when there is none. */
  thresholdAt95Precision: number | null;
  /** Confidence from which 99 of 100 values are right; null when there is none. */
  thresholdAt99Precision: number | null;
  /** What other thresholds would let through and how much of that is right; at most 21, ascending. */
  tradeOff: { threshold: number; coverage: number; precision: number }[];
  /** How well confidence tells how often a value is right. */
  calibration: {
    expectedCalibrationError: number;
    bins: { from: number; to: number; confidence: number; accuracy: number; count: number }[];
  };
}

export type FieldType = 'date' | 'amount' | 'number' | 'letter' | 'phone' | 'alphanum' | 'alphanumext' | 'all';

export interface GroundTruthItem {
  /** Name of the field: up to 36 letters, digits and underscores. */
  label: string;
  /** The value; null when the document has none. */
  value: string | boolean | null;
}

export interface LabelProblem {
  /** Id of the document. */
  documentId: string;
  /** Name of the field: up to 36 letters, digits and underscores. */
  label: string;
  /** The ground truth as it was given. */
  value: string;
  /** What stands in the document instead, or most like it. */
  nearestText: string | null;
  /** `not-found`: it stands nowhere in the document; `doubtful`: models that have not seen it say otherwise. */
  reason: 'not-found' | 'doubtful';
}

export interface Log {
  /** Id of the log. */
  logId: string;
  /** When it started. */
  startTime: string | null;
  /** The execution of a transition that it belongs to. */
  transitionExecutionId: string | null;
  /** Id of the transition. */
  transitionId: string;
  /** The execution of a workflow that it belongs to. */
  workflowExecutionId: string | null;
  /** Id of the workflow. */
  workflowId: string | null;
  /** Each {timestamp: seconds since 1970, message: string}. */
  events?: Record<string, unknown>[];
}

export interface LogPage {
  /** The logs of this page, without their events. */
  logs: Log[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
  /** Id of the workflow. */
  workflowId?: string;
  /** The execution of a workflow that it belongs to. */
  workflowExecutionId?: string;
  /** Id of the transition. */
  transitionId?: string;
  /** The execution of a transition that it belongs to. */
  transitionExecutionId?: string;
  /** Oldest first (`ascending`) or newest first (`descending`). */
  order?: 'ascending' | 'descending';
}

export interface Mail {
  /** Id of the mail. */
  mailId: string;
  /** Address it goes to. */
  to: string;
  /** Subject of the mail. */
  subject: string;
  /** Text of the mail. */
  body: string;
  /** `held` when no mail server is set. */
  status: 'held' | 'sending' | 'sent' | 'failed';
  /** When it was made. */
  createdTime: string | null;
}

export interface MailPage {
  /** The mails of this page. */
  mails: Mail[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
}

export interface ManualParameters {
  /** Assets by the name under which an interface looks for them: `jsRemoteComponent`, `fieldConfig`, … */
  assets?: AssetMap;
}

export interface Model {
  /** Id of the model. */
  modelId: string;
  /** When it was made. */
  createdTime: string | null;
  /** Free text. */
  description: string | null;
  /** The fields to find, by label. */
  fieldConfig: FieldConfig;
  /** Pixels. */
  height: number;
  /** Name for people. */
  name: string | null;
  /** How documents are read unless a prediction says otherwise. */
  preprocessConfig: PreprocessConfig;
  /** How it stands. */
  status: ModelStatus;
  /** When it was last changed. */
  updatedTime: string | null;
  /** Pixels. */
  width: number;
}

export interface ModelCreate {
  /** The fields to find, by label. */
  fieldConfig: FieldConfig;
  /** Pixels. */
  height: number;
  /** Pixels. */
  width: number;
  /** Name for people. */
  name?: string | null;
  /** Free text. */
  description?: string | null;
  /** How documents are read unless a prediction says otherwise. */
  preprocessConfig?: PreprocessConfig;
}

export interface ModelPage {
  /** The models of this page. */
  models: Model[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
}

export type ModelStatus = 'active' | 'training' | 'inactive';

export interface ModelUpdate {
  /** Name for people. */
  name?: string | null;
  /** Free text. */
  description?: string | null;
  /** The fields to find, by label. */
  fieldConfig?: FieldConfig;
  /** Pixels. */
  height?: number;
  /** How documents are read unless a prediction says otherwise. */
  preprocessConfig?: PreprocessConfig;
  /** `training` starts a training over all documents with ground truth for its labels. */
  status?: ModelStatus;
  /** Pixels. */
  width?: number;
}

export type MostDeleted = number;

export interface Prediction {
  /** Id of the prediction. */
  predictionId: string;
  /** Id of the document. */
  documentId: string;
  /** Id of the model. */
  modelId: string;
  /** Seconds. */
  inferenceTime: number;
  /** Whole seconds since 1970. */
  timestamp: number;
  /** The values found. A label may occur more than once. */
  predictions: { label: string; value: string | null; confidence: number }[];
}

export interface PredictionCreate {
  /** Id of the document. */
  documentId: string;
  /** Id of the model. */
  modelId: string;
  /** Whether pages that are not upright are turned before they are read. */
  autoRotate?: boolean;
  /** `HIGH` reads small print better and takes longer. */
  imageQuality?: ImageQuality;
  /** How many pages are read. */
  maxPages?: number;
}

export interface PredictionDetail {
  /** Id of the prediction. */
  predictionId: string;
  /** Id of the document. */
  documentId: string;
  /** Id of the model. */
  modelId: string;
  /** Seconds. */
  inferenceTime: number;
  /** Whole seconds since 1970. */
  timestamp: number;
  /** The values found. A label may occur more than once. */
  predictions: { label: string; value: string | null; confidence: number }[];
  /** The fields with where they were found. */
  fields: {
    label: string;
    value: string | null;
    confidence: number;
    page: number | null;
    box: readonly [number, number, number, number] | null;
    words: { text: string; confidence: number; page: number; box: readonly [number, number, number, number] }[];
    alternatives: {
      value: string | null;
      confidence: number;
      page: number | null;
      box: readonly [number, number, number, number] | null;
    }[];
  }[];
}

export interface PredictionPage {
  /** The predictions of this page. */
  predictions: Prediction[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
}

export interface PreprocessConfig {
  /** Whether pages that are not upright are turned before they are read. */
  autoRotate: boolean;
  /** `HIGH` reads small print better and takes longer. */
  imageQuality: ImageQuality;
  /** How many pages are read. */
  maxPages: number;
}

export interface Secret {
  /** Id of the secret. */
  secretId: string;
  /** Free text. */
  description: string | null;
  /** Name for people. */
  name: string | null;
}

export interface SecretCreate {
  /** Flat keys and values. They never leave the service by the API. */
  data: Record<string, unknown>;
  /** Name for people. */
  name?: string | null;
  /** Free text. */
  description?: string | null;
}

export interface SecretPage {
  /** The secrets of this page. */
  secrets: Secret[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
}

export interface SecretUpdate {
  /** Flat keys and values. They never leave the service by the API. */
  data?: Record<string, unknown>;
  /** Name for people. */
  name?: string | null;
  /** Free text. */
  description?: string | null;
}

export interface Training {
  /** Id of the training. */
  trainingId: string;
  /** Id of the model. */
  modelId: string;
  /** Name for people. */
  name: string | null;
  /** How it stands. */
  status: TrainingStatus;
  /** From 0 to 1. */
  progress: number;
  /** What it is doing now. */
  activity: string | null;
  /** Why it failed. */
  message: string | null;
  /** The batches it was limited to; null for all documents with ground truth. */
  batchIds: string[] | null;
  /** Whether it was started by `autoTrain`. */
  automatic: boolean;
  /** Whether this version of the model answers predictions. */
  serving: boolean;
  /** When it was made. */
  createdTime: string | null;
  /** When it started. */
  startTime: string | null;
  /** When it ended; null until then. */
  endTime: string | null;
  /** How good the model is; null until the training has succeeded. */
  report: TrainingReport | null;
}

export interface TrainingCreate {
  /** Name for people. */
  name?: string | null;
  /** Train on these batches only. */
  batchIds?: string[];
}

export interface TrainingPage {
  /** Id of the model. */
  modelId: string;
  /** The trainings of this page, without their reports. */
  trainings: TrainingSummary[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
}

export interface TrainingReport {
  /** How many documents were used, and which were skipped and why. */
  documents: { used: number; skipped: { documentId: string; reason: string }[] };
  /** Over all fields. */
  overall: FieldReport;
  /** The same for each field, by label. */
  fields: Record<string, FieldReport>;
  /** True values to look at, those most likely wrong first; at most 500. */
  labelProblems: LabelProblem[];
  /** What changed against the version that served before; null where none did. */
  comparison: Comparison | null;
}

export type TrainingStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export interface TrainingSummary {
  /** Id of the training. */
  trainingId: string;
  /** Id of the model. */
  modelId: string;
  /** Name for people. */
  name: string | null;
  /** How it stands. */
  status: TrainingStatus;
  /** From 0 to 1. */
  progress: number;
  /** What it is doing now. */
  activity: string | null;
  /** Why it failed. */
  message: string | null;
  /** The batches it was limited to; null for all documents with ground truth. */
  batchIds: string[] | null;
  /** Whether it was started by `autoTrain`. */
  automatic: boolean;
  /** Whether this version of the model answers predictions. */
  serving: boolean;
  /** When it was made. */
  createdTime: string | null;
  /** When it started. */
  startTime: string | null;
  /** When it ended; null until then. */
  endTime: string | null;
}

export interface TrainingUpdate {
  /** How it stands. */
  status: 'cancelled';
}

export interface Transition {
  /** Id of the transition. */
  transitionId: string;
  /** `docker` for a container, `manual` for a person or a program of yours. */
  transitionType: string;
  /** Name for people. */
  name: string | null;
  /** Free text. */
  description: string | null;
  /** Of a docker transition the container, of a manual one its assets. */
  parameters: Record<string, unknown>;
  /** Assets by the name under which an interface looks for them: `jsRemoteComponent`, `fieldConfig`, … */
  assets?: AssetMap;
  /** JSON schema that the input of an execution has to meet. */
  inputJsonSchema?: Record<string, unknown>;
  /** JSON schema that the output of an execution has to meet. */
  outputJsonSchema?: Record<string, unknown>;
}

export interface TransitionCreate {
  /** `docker` for a container, `manual` for a person or a program of yours. */
  transitionType: TransitionType;
  /** Name for people. */
  name?: string | null;
  /** Free text. */
  description?: string | null;
  /** JSON schema that the input of an execution has to meet. */
  inputJsonSchema?: Record<string, unknown>;
  /** JSON schema that the output of an execution has to meet. */
  outputJsonSchema?: Record<string, unknown>;
  /** Of a docker transition the container, of a manual one its assets. */
  parameters?: DockerParameters | ManualParameters;
}

export interface TransitionExecution {
  /** Id of the execution. */
  executionId: string;
  /** Id of the transition. */
  transitionId: string;
  /** `running` also while it waits in the queue. */
  status: ExecutionStatus;
  /** What the execution was started with. */
  input: Record<string, unknown>;
  /** Who ended it: id of a user or an app client. */
  completedBy: string | null;
  /** When it was leased or its container was started; null while it waits. */
  startTime?: string | null;
  /** When it ended; null until then. */
  endTime?: string | null;
  /** Id of the log. */
  logId?: string | null;
}

export interface TransitionExecutionPage {
  /** The executions of this page. */
  executions: TransitionExecution[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
  /** Id of the transition. */
  transitionId: string;
  /** How it stands. */
  status?: ExecutionStatus[];
}

export interface TransitionExecutionUpdate {
  /** How it stands. */
  status: 'succeeded' | 'failed' | 'rejected' | 'retry';
  /** Result of a succeeded execution: the input of the next state. */
  output?: Record<string, unknown>;
  /** Why it failed or was rejected. */
  error?: ErrorBody;
  /** Replaces the stored start time. */
  startTime?: string | null;
}

export interface TransitionPage {
  /** The transitions of this page. */
  transitions: Transition[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
  /** `docker` for a container, `manual` for a person or a program of yours. */
  transitionType?: TransitionType[];
}

export interface TransitionQueue {
  /** Id of the transition. */
  transitionId: string;
  /** How many executions wait. */
  waiting: number;
  /** How long the first in the queue has waited; null when nothing waits. */
  oldestWaitingSeconds: number | null;
  /** Leased longest first, at most 1000. */
  running: { executionId: string; holder: string; seconds: number; secondsSinceHeartbeat: number }[];
  /** How many were done in the last hour. */
  doneLastHour: number;
  /** How many were done in the last 24 hours. */
  doneLastDay: number;
  /** From lease to end, of what was done in the last day; null when nothing was. */
  medianHandlingSeconds: number | null;
}

export type TransitionType = 'docker' | 'manual';

export interface TransitionUpdate {
  /** Name for people. */
  name?: string | null;
  /** Free text. */
  description?: string | null;
  /** Assets by the name under which an interface looks for them: `jsRemoteComponent`, `fieldConfig`, … */
  assets?: AssetMap;
  /** Environment variables of the container. */
  environment?: Record<string, string>;
  /** Ids of secrets whose keys and values become environment variables of the container. */
  environmentSecrets?: string[];
  /** JSON schema that the input of an execution has to meet. */
  inputJsonSchema?: Record<string, unknown>;
  /** JSON schema that the output of an execution has to meet. */
  outputJsonSchema?: Record<string, unknown>;
}

export interface User {
  /** Id of the user. */
  userId: string;
  /** Address of the user. */
  email: string;
  /** Picture of the user: a JPEG in base64, at most 131072 characters. */
  avatar?: string | null;
  /** Name for people. */
  name?: string | null;
}

export interface UserCreate {
  /** Address of the new user, to which the invitation goes. */
  email: string;
  /** App client whose `defaultLoginUrl` the invitation links to. */
  appClientId?: string;
  /** Picture of the user: a JPEG in base64, at most 131072 characters. */
  avatar?: string | null;
  /** Name for people. */
  name?: string | null;
}

export interface UserPage {
  /** The users of this page. */
  users: User[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
}

export interface UserUpdate {
  /** Picture of the user: a JPEG in base64, at most 131072 characters. */
  avatar?: string | null;
  /** Name for people. */
  name?: string | null;
}

export interface VersionFigures {
  /** Documents they were compared on. */
  documents: number;
  /** Share of right answers of the version before. */
  accuracyBefore: number;
  /** Share of right answers of the new version. */
  accuracyAfter: number;
  /** The same of the version before. */
  confidenceErrorBefore: number;
  /** Mean square of what the confidence of the new version lacked to 1 where it was right, to 0 where it was wrong. */
  confidenceErrorAfter: number;
  /** Documents that only the new version answered right. */
  won: number;
  /** Documents that only the version before answered right. */
  lost: number;
  /** What a paired test says, in which a few documents that turned by chance do not count. */
  verdict: 'better' | 'same' | 'worse';
}

export interface Workflow {
  /** Id of the workflow. */
  workflowId: string;
  /** Name for people. */
  name: string | null;
  /** Free text. */
  description: string | null;
  /** A container that runs whenever an execution of the workflow ends. */
  completedConfig: CompletedConfig | null;
  /** What happens when an execution of the workflow fails. */
  errorConfig: ErrorConfig | null;
}

export interface WorkflowCreate {
  /** The definition with its language. */
  specification: WorkflowSpecification;
  /** Name for people. */
  name?: string | null;
  /** Free text. */
  description?: string | null;
  /** A container that runs whenever an execution of the workflow ends. */
  completedConfig?: CompletedConfig;
  /** What happens when an execution of the workflow fails. */
  errorConfig?: ErrorConfig;
}

export interface WorkflowDefinition {
  /** Id of the workflow. */
  workflowId: string;
  /** State machine in Amazon States Language. */
  definition: Record<string, unknown>;
}

export interface WorkflowExecution {
  /** Id of the execution. */
  executionId: string;
  /** Id of the workflow. */
  workflowId: string;
  /** How it stands. */
  status: ExecutionStatus;
  /** What the execution was started with. */
  input: Record<string, unknown>;
  /** Result of the execution. */
  output: JsonObject | null;
  /** When it started. */
  startTime: string | null;
  /** When it ended; null until then. */
  endTime: string | null;
  /** Ids of the executions of its transitions, by transition id. */
  transitionExecutions: JsonObject | null;
  /** Who ended it: id of a user or an app client. */
  completedBy?: string[];
  /** What happened. */
  events?: Record<string, unknown>[];
  /** Id of the log. */
  logId?: string | null;
}

export interface WorkflowExecutionCreate {
  /** What the execution was started with. */
  input: Record<string, unknown>;
}

export interface WorkflowExecutionPage {
  /** The executions of this page. */
  executions: WorkflowExecution[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
  /** Id of the workflow. */
  workflowId: string;
  /** Oldest first (`ascending`) or newest first (`descending`). */
  order?: 'ascending' | 'descending';
  /** What the list is sorted by. */
  sortBy?: 'startTime' | 'endTime';
  /** How it stands. */
  status?: ExecutionStatus[];
}

export interface WorkflowExecutionUpdate {
  /** Transition to run on from; `las:transition:commons-failed` ends the execution as failed. */
  nextTransitionId: string;
}

export interface WorkflowPage {
  /** The workflows of this page. */
  workflows: Workflow[];
  /** Points to the next page; null on the last. */
  nextToken: string | null;
}

export interface WorkflowSpecification {
  /** State machine in Amazon States Language. */
  definition: Record<string, unknown>;
  /** Language of the definition. */
  language?: 'ASL';
  /** Version of the language. */
  version?: '1.0.0';
}

export interface WorkflowUpdate {
  /** Name for people. */
  name?: string | null;
  /** Free text. */
  description?: string | null;
  /** A container that runs whenever an execution of the workflow ends. */
  completedConfig?: CompletedConfig;
  /** What happens when an execution of the workflow fails. */
  errorConfig?: ErrorConfig;
}

export type ContentType = 'application/pdf' | 'image/jpeg' | 'image/png' | 'image/tiff';

export interface DocumentWords {
  /** Id of the document. */
  documentId: string;
  /** Pages in the file; pages holds those that were read. */
  pageCount: number;
  /** The pages that were read. */
  pages: {
    number: number;
    width: number;
    height: number;
    rotation: 0 | 90 | 180 | 270;
    source: 'text' | 'ocr';
    words: { text: string; confidence: number; box: readonly [number, number, number, number]; segment: number }[];
  }[];
}

export type ImageQuality = 'LOW' | 'HIGH';

export interface PagingOptions {
  /** Size of a page, 100 when absent. */
  maxResults?: number;
  /** From the page before; all other parameters unchanged. */
  nextToken?: string;
}

export interface ListDocumentsOptions extends PagingOptions {
  /** Only documents of this batch, or of these. */
  batchId?: string | string[];
  /** Only documents of this consent, or of these. */
  consentId?: string | string[];
}

export interface DeleteDocumentsOptions extends PagingOptions {
  /** Only documents of this batch, or of these. */
  batchId?: string | string[];
  /** Only documents of this consent, or of these. */
  consentId?: string | string[];
}

export interface GetDocumentWordsOptions {
  /** Whether pages that are not upright are turned before they are read. */
  autoRotate?: boolean;
  /** `HIGH` reads small print better and takes longer. */
  imageQuality?: ImageQuality;
  /** How many pages are read. */
  maxPages?: number;
}

export interface ListLogsOptions extends PagingOptions {
  /** Only logs of executions of this workflow: those of its steps included. */
  workflowId?: string;
  /** Only logs of this execution of a workflow: those of its steps included. */
  workflowExecutionId?: string;
  /** Only logs of executions of this transition, whichever workflow they belong to. */
  transitionId?: string;
  /** Only the log of this execution of a transition. */
  transitionExecutionId?: string;
  /** Oldest first (`ascending`) or newest first (`descending`), by `startTime`. */
  order?: 'ascending' | 'descending';
}

export interface ListTransitionsOptions extends PagingOptions {
  /** Only transitions of this type, or these. */
  transitionType?: TransitionType | TransitionType[];
}

export interface ExecuteTransitionOptions {
  /** How long to wait for work when nothing is waiting, 0 when absent. */
  waitSeconds?: number;
}

export interface ListTransitionExecutionsOptions extends PagingOptions {
  /** Only executions with this status, or these. */
  status?: ExecutionStatus | ExecutionStatus[];
  /** What the list is sorted by. */
  sortBy?: 'startTime' | 'endTime';
  /** Oldest first (`ascending`) or newest first (`descending`). */
  order?: 'ascending' | 'descending';
  /** Only this execution, or these: gets many at once. */
  executionId?: string | string[];
}

export interface ListWorkflowExecutionsOptions extends PagingOptions {
  /** Only executions with this status, or these. */
  status?: ExecutionStatus | ExecutionStatus[];
  /** What the list is sorted by. */
  sortBy?: 'startTime' | 'endTime';
  /** Oldest first (`ascending`) or newest first (`descending`). */
  order?: 'ascending' | 'descending';
}
