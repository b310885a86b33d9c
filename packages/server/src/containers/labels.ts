/** Labels by which containers and networks of a service are found again. */
export const serviceLabel = 'las.service';
export const workerLabel = 'las.worker';
export const taskLabel = 'las.task';
/** The ports of the door that a container was told of: `http,https`. */
export const doorLabel = 'las.door';
