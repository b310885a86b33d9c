import { buildIfNeeded } from './build-if-needed.mjs';

buildIfNeeded();
// In this process, so that a signal to it reaches the service itself.
await import('../packages/server/dist/start/main.js');
