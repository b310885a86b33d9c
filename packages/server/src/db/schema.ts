import type { ExecutionState, Json as JsonValue } from '@las/asl';
import type {
  AutoTrain,
  CompletedConfig,
  DockerParameters,
  ErrorConfig,
  ExecutionEvent,
  ExecutionStatus,
  FieldConfig,
  GroundTruthItem,
  JsonObject,
  LabelProblem,
  ManualParameters,
  PredictedField,
  PreprocessConfig,
  TrainingReport,
  TrainingStatus,
  TransitionType,
} from '@las/contract';
import type { Reading, UnreadableReason } from '@las/reader';
import type { ColumnType, Generated } from 'kysely';

/** A column that jsonb holds: written as JSON text, read as the value. */
type Json<T> = ColumnType<T, string, string>;
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;
/** Filled by the database at insert. */
type Now = ColumnType<Date, Date | undefined, Date>;
/** bigint, which pg hands over as text. */
type Sequence = ColumnType<string, never, never>;

interface Resource {
  seq: Sequence;
  id: string;
  organization_id: string;
  created_time: Now;
}

interface Named {
  name: string | null;
  description: string | null;
}

export interface OrganizationTable {
  id: string;
  name: string;
  created_time: Now;
}

export interface SigningKeyTable {
  kid: string;
  /** A private JWK, sealed. */
  private_key: Buffer;
  created_time: Now;
  retired_time: Date | null;
}

export interface AppClientTable extends Resource, Named {
  client_id: string;
  client_secret_hash: Buffer | null;
  api_key_hash: Buffer;
  /** Sealed. */
  api_key: Buffer;
  callback_urls: Json<string[]>;
  login_urls: Json<string[]>;
  logout_urls: Json<string[]>;
  default_login_url: string | null;
}

export interface BlobTable {
  hash: string;
  size: ColumnType<string, number, number>;
  uses: number;
}

export interface AssetTable extends Resource, Named {
  blob_hash: string;
}

export interface BatchTable extends Resource, Named {
  contains_personally_identifiable_information: boolean;
  retention_in_days: number;
  storage_location: string;
}

export interface DocumentTable extends Resource {
  batch_id: string | null;
  consent_id: string | null;
  content_type: string;
  blob_hash: string;
  ground_truth: NullableJson<GroundTruthItem[]>;
  /** When the ground truth changed last. */
  truth_time: ColumnType<Date | null, Date | null | undefined, Date | null>;
  updated_time: Now;
}

export interface ReadingFailure {
  reason: UnreadableReason;
  message: string;
}

export interface ReadingTable {
  blob_hash: string;
  /** The reader's version and the options that change how a page is read. */
  variant: string;
  /** How many pages were asked for. */
  max_pages: number;
  /** Pages in the file; null where it could not be read. */
  page_count: number | null;
  /** Either what was read, or why it cannot be. */
  reading: NullableJson<Reading>;
  failure: NullableJson<ReadingFailure>;
  created_time: Now;
}

export interface ModelTable extends Resource, Named {
  width: number;
  height: number;
  field_config: Json<FieldConfig>;
  preprocess_config: Json<PreprocessConfig>;
  /** Set while the model is switched off. */
  disabled_time: Date | null;
  serving_training_id: string | null;
  auto_train: NullableJson<StoredAutoTrain>;
  /** What kept it from training. */
  auto_train_message: string | null;
  updated_time: Now;
}

/** When a model trains by itself. */
export type StoredAutoTrain = Pick<AutoTrain, 'afterCorrections' | 'everyHours' | 'batchIds'>;

/** The report as it is stored: older ones lack what came later, and label problems lie with their documents. */
export type StoredReport = Omit<TrainingReport, 'labelProblems' | 'comparison'> &
  Pick<Partial<TrainingReport>, 'comparison'>;

export interface TrainingTable extends Resource {
  model_id: string;
  name: string | null;
  status: TrainingStatus;
  progress: Generated<number>;
  activity: string | null;
  message: string | null;
  batch_ids: NullableJson<string[]>;
  report: NullableJson<StoredReport>;
  automatic: Generated<boolean>;
  /** The fields as they were when its documents were listed. */
  field_config: NullableJson<FieldConfig>;
  listed_time: Date | null;
  listed_count: number | null;
  model: Buffer | null;
  /** The run of the job that works on it: whoever holds another one has been displaced. */
  run_id: string | null;
  start_time: Date | null;
  end_time: Date | null;
}

/** Values by label. */
export type Truth = Record<string, string | boolean | null>;

/** What models that have not seen a document answered, by label. */
export type HeldOutAnswers = Record<string, { value: string | null; confidence: number }>;

export type StoredProblem = Omit<LabelProblem, 'documentId'> & { rank: number };

/** A document as a training saw it. */
export interface TrainingDocumentTable {
  training_id: string;
  document_id: string;
  truth: Json<Truth>;
  answers: NullableJson<HeldOutAnswers>;
  problems: NullableJson<StoredProblem[]>;
}

export interface PredictionTable extends Resource {
  document_id: string;
  model_id: string;
  training_id: string;
  inference_time: number;
  fields: Json<PredictedField[]>;
}

export interface SecretTable extends Resource, Named {
  /** A JSON object, sealed. */
  data: Buffer;
}

export interface TransitionTable extends Resource, Named {
  transition_type: TransitionType;
  parameters: Json<DockerParameters | ManualParameters>;
  input_json_schema: NullableJson<JsonObject>;
  output_json_schema: NullableJson<JsonObject>;
}

export interface UserTable extends Resource {
  app_client_id: string | null;
  email: string;
  name: string | null;
  avatar: string | null;
}

export interface WorkflowTable extends Resource, Named {
  specification: Json<JsonObject>;
  transition_ids: string[];
  error_config: NullableJson<ErrorConfig>;
  completed_config: NullableJson<CompletedConfig>;
}

export interface WorkflowExecutionTable extends Resource {
  workflow_id: string;
  status: ExecutionStatus;
  input: Json<JsonObject>;
  output: NullableJson<JsonValue>;
  error: string | null;
  cause: string | null;
  /** What the stepper goes on from. */
  state: Json<ExecutionState>;
  /** Counts its changes: steps, and work that was put back. */
  version: number;
  log_id: string | null;
  start_time: Date;
  end_time: Date | null;
}

/** Events of one step of an execution; a long step has several rows. */
export interface WorkflowExecutionEventsTable {
  execution_id: string;
  /** Number of the first of them; the others follow. */
  first_number: number;
  events: Json<Omit<ExecutionEvent, 'number'>[]>;
}

export interface WorkflowTimerTable {
  execution_id: string;
  timer_id: string;
  due_time: Date;
}

export type TransitionExecutionKind = 'manual' | 'docker' | 'built-in';

export interface TransitionExecutionTable extends Resource {
  transition_id: string;
  workflow_id: string;
  workflow_execution_id: string;
  /** The stepper's id of the task. Work that is put back is another row for the same task. */
  task_id: string;
  state_name: string;
  kind: TransitionExecutionKind;
  /** `held`: somebody is at it. */
  phase: 'waiting' | 'held' | 'ended';
  status: ExecutionStatus;
  input: Json<JsonValue>;
  output: NullableJson<JsonValue>;
  error: string | null;
  cause: string | null;
  /** The stepper's count of tries. */
  attempt: number;
  /** Who has it: an app client, or a worker of the service. */
  holder: string | null;
  /** HeartbeatSeconds of the state. */
  heartbeat_seconds: number | null;
  /** The place in the queue, which work keeps when it is put back. */
  queued_time: Date;
  start_time: Date | null;
  heartbeat_time: Date | null;
  end_time: Date | null;
  completed_by: string | null;
  log_id: string | null;
}

export interface TaskCredentialTable {
  client_id: string;
  organization_id: string;
  transition_execution_id: string;
  client_secret_hash: Buffer;
  api_key_hash: Buffer;
  created_time: Now;
}

export interface LogTable {
  seq: Sequence;
  id: string;
  organization_id: string;
  workflow_id: string | null;
  workflow_execution_id: string | null;
  transition_id: string;
  transition_execution_id: string | null;
  start_time: Now;
}

/** A line of a log. */
export interface LogEvent {
  /** Seconds since 1970, with decimals. */
  timestamp: number;
  message: string;
}

/** Events that were appended to a log at once. */
export interface LogEventsTable {
  log_id: string;
  first_number: number;
  events: Json<LogEvent[]>;
  /** Of their messages in UTF-8. */
  bytes: number;
}

export interface MailTable extends Resource {
  recipient: string;
  subject: string;
  body: string;
  status: 'held' | 'sending' | 'sent' | 'failed';
  /** Times that it was handed to the mail server. */
  attempts: Generated<number>;
}

export interface IdempotencyKeyTable {
  organization_id: string;
  key: string;
  request_hash: Buffer;
  /** The answer as JSON, sealed: it may hold a client secret. */
  answer: Buffer | null;
  created_time: Now;
}

export interface UsageCounterTable {
  organization_id: string;
  resource: string;
  month: ColumnType<Date, string, never>;
  created: number;
}

export interface Schema {
  organizations: OrganizationTable;
  signing_keys: SigningKeyTable;
  app_clients: AppClientTable;
  blobs: BlobTable;
  assets: AssetTable;
  batches: BatchTable;
  documents: DocumentTable;
  readings: ReadingTable;
  models: ModelTable;
  trainings: TrainingTable;
  training_documents: TrainingDocumentTable;
  predictions: PredictionTable;
  secrets: SecretTable;
  transitions: TransitionTable;
  users: UserTable;
  workflows: WorkflowTable;
  workflow_executions: WorkflowExecutionTable;
  workflow_execution_events: WorkflowExecutionEventsTable;
  workflow_timers: WorkflowTimerTable;
  transition_executions: TransitionExecutionTable;
  task_credentials: TaskCredentialTable;
  logs: LogTable;
  log_events: LogEventsTable;
  mails: MailTable;
  idempotency_keys: IdempotencyKeyTable;
  usage_counters: UsageCounterTable;
}
