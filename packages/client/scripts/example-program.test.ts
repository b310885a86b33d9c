import { expect, it } from 'vitest';
import { exampleProgram } from './example-program.js';

it('gives an example its import and its client', () => {
  expect(exampleProgram('await client.listLogs();')).toBe(
    "import { Client } from '@las/client';\n\nconst client = new Client();\nawait client.listLogs();",
  );
});

it('adds to the imports that an example has', () => {
  expect(exampleProgram("import { NotFoundException } from '@las/client';\n\ntry {}")).toBe(
    "import { Client, NotFoundException } from '@las/client';\n\nconst client = new Client();\ntry {}",
  );
});
