import type { MethodDoc, ResourceDoc } from './client-source.js';
import { callsOf, endpointOf, fieldTable, methodSection, prose, typeCell } from './reference-method.js';
import { type Shape, shapes } from './shapes.js';
import { typeText } from './type-text.js';

const notice =
  '<!-- Generated from the docstrings of packages/client by `npm run reference -w @las/client`; do not edit. -->';

function titleOf({ file }: ResourceDoc): string {
  const words = file.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function firstSentence(text: string): string {
  return text.replace(/\.\s.*$/s, '.').replaceAll('|', '\\|');
}

function methodRow({ file }: ResourceDoc, method: MethodDoc): string {
  const endpoint = endpointOf(method);
  const link = `[\`${method.name}\`](${file}.md#${method.name.toLowerCase()})`;
  const name = endpoint?.python ? `\`${endpoint.python}\`` : '–';
  const call = endpoint ? `\`${endpoint.method} ${endpoint.path}\`` : callsOf(method).join(', ');
  return `| ${link} | ${name} | ${call} | ${firstSentence(method.comment.text)} |`;
}

function resourceIndex(resource: ResourceDoc): string {
  return [
    `### [${titleOf(resource)}](${resource.file}.md)`,
    [
      '| TypeScript | Python | Call | |',
      '| --- | --- | --- | --- |',
      ...resource.methods.map((method) => methodRow(resource, method)),
    ].join('\n'),
  ].join('\n\n');
}

const everyCall = `## Every call

The arguments that an operation needs come first, by position, in the order of the Python client; an object with the rest
follows. The last argument of nearly every method, \`request\`, says how the call itself is made:

| Field | Type | Meaning |
| --- | --- | --- |
| \`timeout\` | \`number\` | Milliseconds that each try may take; 120000 by default. |
| \`signal\` | \`AbortSignal\` | Ends the call. |
| \`maxRetries\` | \`number\` | How often it is sent again when it fails for a passing reason; 3 by default. |
| \`idempotencyKey\` | \`string\` | Of a call that creates: the service does it once for each key, for 24 hours. Random by default. |

The result can be awaited for the answer; \`asResponse()\` gives the raw one. The result of a method that lists can be
awaited for one page, or iterated over with \`for await\` for all items.

## Errors of every call

| Exception | When |
| --- | --- |
| \`InvalidCredentialsException\` | The client id, the client secret or the api key is wrong. |
| \`UnauthorizedException\` | The access token is not accepted, and neither is a new one. |
| \`ForbiddenException\` | The app client lacks the scope of the operation. |
| \`TooManyRequestsException\` | Too many requests at once, and still so after the retries. |
| \`ServerException\` | The service failed, and still did after the retries. |
| \`ConnectionException\` | The service could not be reached, or the connection broke, and still so after the retries. |
| \`TimeoutException\` | There was no answer in time, and still none after the retries. |

All are below \`ClientException\`, and have \`status\`, \`requestId\` and \`body\`.`;

/** The index of the reference. */
export function indexPage(resources: readonly ResourceDoc[]): string {
  const count = resources.reduce((sum, { methods }) => sum + methods.length, 0);
  const intro = `The ${count} methods of \`Client\`, by resource. How to install the client and sign in, how it retries, pages and
reads files is in [its README](../../packages/client/README.md); how to write a workflow in
[docs/workflows.md](../workflows.md); what the answers are made of on the page of [shapes](shapes.md).`;
  return [notice, '# Client reference', intro, '## Methods', ...resources.map(resourceIndex), everyCall, ''].join(
    '\n\n',
  );
}

/** The page of a resource. */
export function resourcePage(resource: ResourceDoc): string {
  const list = resource.methods.map(({ name, comment }) => {
    return `- [\`${name}\`](#${name.toLowerCase()}): ${firstSentence(comment.text)}`;
  });
  return [
    notice,
    `# ${titleOf(resource)}`,
    prose(resource.comment.text),
    list.join('\n'),
    ...resource.methods.map(methodSection),
    '[All methods](README.md)',
    '',
  ].join('\n\n');
}

function shapeSection(shape: Shape): string {
  const isObject = shape.schema.type === 'object' && shape.schema.properties && !shape.schema.patternProperties;
  const body = isObject ? fieldTable(shape) : typeCell(typeText(shape.schema, new Map()));
  return `## ${shape.name}\n\n${body}`;
}

/** The page of everything that crosses the wire. */
export function shapesPage(): string {
  const sorted = shapes.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
  const intro = 'What goes into requests and comes in answers. A field with a question mark may be left out.';
  return [notice, '# Shapes', intro, ...sorted.map(shapeSection), '[All methods](README.md)', ''].join('\n\n');
}
