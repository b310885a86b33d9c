import type { Routes } from '../http/register.js';
import { appClientRoutes } from '../http/routes/app-clients.js';
import { assetRoutes } from '../http/routes/assets.js';
import { batchRoutes } from '../http/routes/batches.js';
import { documentWordsRoutes } from '../http/routes/document-words.js';
import { documentRoutes } from '../http/routes/documents.js';
import { logRoutes } from '../http/routes/logs.js';
import { modelRoutes } from '../http/routes/models.js';
import { outboxRoutes } from '../http/routes/outbox.js';
import { predictionRoutes } from '../http/routes/predictions.js';
import { secretRoutes } from '../http/routes/secrets.js';
import { trainingRoutes } from '../http/routes/trainings.js';
import { transitionExecutionRoutes } from '../http/routes/transition-executions.js';
import { transitionRoutes } from '../http/routes/transitions.js';
import { userRoutes } from '../http/routes/users.js';
import { workflowExecutionRoutes } from '../http/routes/workflow-executions.js';
import { workflowRoutes } from '../http/routes/workflows.js';

type ServicesOf<Make extends (services: never) => unknown> = Parameters<Make>[0];

/** What the routes of all resources need between them. */
export type RouteServices = ServicesOf<typeof appClientRoutes> &
  ServicesOf<typeof assetRoutes> &
  ServicesOf<typeof batchRoutes> &
  ServicesOf<typeof documentRoutes> &
  ServicesOf<typeof documentWordsRoutes> &
  ServicesOf<typeof logRoutes> &
  ServicesOf<typeof outboxRoutes> &
  ServicesOf<typeof modelRoutes> &
  ServicesOf<typeof predictionRoutes> &
  ServicesOf<typeof secretRoutes> &
  ServicesOf<typeof trainingRoutes> &
  ServicesOf<typeof transitionExecutionRoutes> &
  ServicesOf<typeof transitionRoutes> &
  ServicesOf<typeof userRoutes> &
  ServicesOf<typeof workflowExecutionRoutes> &
  ServicesOf<typeof workflowRoutes>;

/** A handler for every row of the endpoint table; the compiler names those that are missing. */
export function allRoutes(services: RouteServices): Routes {
  return {
    ...appClientRoutes(services),
    ...assetRoutes(services),
    ...batchRoutes(services),
    ...documentRoutes(services),
    ...documentWordsRoutes(services),
    ...logRoutes(services),
    ...outboxRoutes(services),
    ...modelRoutes(services),
    ...predictionRoutes(services),
    ...secretRoutes(services),
    ...trainingRoutes(services),
    ...transitionExecutionRoutes(services),
    ...transitionRoutes(services),
    ...userRoutes(services),
    ...workflowExecutionRoutes(services),
    ...workflowRoutes(services),
  };
}
