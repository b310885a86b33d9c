import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { writeOrCheck } from './generated-files.js';
import { shapesText } from './shapes.js';

const path = fileURLToPath(new URL('../../src/shapes.ts', import.meta.url));
const biome = fileURLToPath(new URL('../../../../node_modules/.bin/biome', import.meta.url));
const text = execFileSync(biome, ['format', `--stdin-file-path=${path}`], { input: shapesText(), encoding: 'utf8' });

writeOrCheck(new Map([[path, text]]), { command: 'npm run shapes -w @las/client' });
