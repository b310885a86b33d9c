import { buildIfNeeded } from './build-if-needed.mjs';

buildIfNeeded();
await import('../examples/demo/dist/main.js');
