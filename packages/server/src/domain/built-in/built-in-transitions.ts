import type { BuiltIn, BuiltInDescription } from './built-in.js';
import { confidenceBuiltIn, confidenceDescription } from './confidence.js';
import { failedBuiltIn, failedDescription } from './failed.js';
import { feedbackBuiltIn, feedbackDescription } from './feedback.js';
import { predictBuiltIn, predictDescription } from './predict.js';
import { webhookBuiltIn, webhookDescription } from './webhook.js';

type ServicesOf<Make extends (services: never) => BuiltIn> = Parameters<Make>[0];

/** What the built-in transitions need between them. */
export type BuiltInServices = ServicesOf<typeof predictBuiltIn> &
  ServicesOf<typeof feedbackBuiltIn> &
  ServicesOf<typeof confidenceBuiltIn> &
  ServicesOf<typeof webhookBuiltIn>;

const descriptions = [
  predictDescription,
  feedbackDescription,
  confidenceDescription,
  webhookDescription,
  failedDescription,
];

/** What there is to know of each built-in transition, by its id. */
export const builtInDescriptions: ReadonlyMap<string, BuiltInDescription> = new Map(
  descriptions.map((description) => [description.id, description]),
);

/** All built-in transitions, by their ids. */
export function builtInTransitions(services: BuiltInServices): ReadonlyMap<string, BuiltIn> {
  const all = [
    predictBuiltIn(services),
    feedbackBuiltIn(services),
    confidenceBuiltIn(services),
    webhookBuiltIn(services),
    failedBuiltIn,
  ];
  return new Map(all.map((transition) => [transition.id, transition]));
}
