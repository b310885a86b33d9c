import { type Endpoint, type EndpointName, endpoints } from '@las/contract';
import type { MethodDoc, ParameterDoc } from './client-source.js';
import type { DocComment } from './doc-comment.js';
import { exampleProgram } from './example-program.js';
import { type JsonSchema, schemaKey } from './json-schema.js';
import { describeField, fieldType, type Shape, shapeNames, shapes } from './shapes.js';

const guide = 'docs/workflows.md';

function tagsNamed({ tags }: DocComment, name: string): string[] {
  return tags.filter((tag) => tag.name === name).map((tag) => tag.text);
}

/** Text of a doc comment as Markdown on a page of the reference. */
export function prose(text: string): string {
  return text.replaceAll(guide, `[${guide}](../workflows.md)`);
}

function cell(text: string): string {
  return prose(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** A type as code, with the shapes in it linked. */
export function typeCell(type: string): string {
  if (type === 'Content') return '[`Content`](../../packages/client/README.md#content)';
  const links = shapes.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(type)).map(({ name }) => name);
  const code = `\`${type.replace(/\s+/g, ' ')}\``.replaceAll('|', '\\|');
  if (links.length === 0) return code;
  const [only] = links;
  if (links.length === 1 && only && type === only) return `[${code}](shapes.md#${only.toLowerCase()})`;
  return `${code} (${links.map((name) => `[${name}](shapes.md#${name.toLowerCase()})`).join(', ')})`;
}

/** A table of the fields of a shape. */
export function fieldTable(shape: Shape): string {
  const required = new Set(shape.schema.required);
  const rows = Object.entries(shape.schema.properties ?? {}).map(([name, schema]) => {
    const mark = required.has(name) ? '' : '?';
    const text = describeField(shape.name, name, schema);
    return `| \`${name}${mark}\` | ${typeCell(fieldType(shape, schema))} | ${cell(text)} |`;
  });
  return ['| Field | Type | Meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

function parameterText({ comment }: MethodDoc, name: string): string {
  const found = tagsNamed(comment, 'param').find((text) => text.startsWith(`${name} `));
  if (!found) throw new Error(`@param ${name} is missing`);
  return found.slice(name.length + 1);
}

function argumentRows(method: MethodDoc, parameter: ParameterDoc): string[] {
  const text = cell(parameterText(method, parameter.name));
  const need = parameter.optional ? 'no' : 'yes';
  const own = `| \`${parameter.name}\` | ${typeCell(parameter.type)} | ${need} | ${text} |`;
  const fields = parameter.fields.map(
    (field) => `| \`${parameter.name}.${field.name}\` | ${typeCell(field.type)} | no | ${cell(field.text)} |`,
  );
  return [own, ...fields];
}

function argumentsText(method: MethodDoc): string {
  if (method.parameters.length === 0) return 'None.';
  const rows = method.parameters.flatMap((parameter) => argumentRows(method, parameter));
  return ['| Argument | Type | Required | Meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** The operations that a method calls which is none itself. */
export function callsOf({ comment }: MethodDoc): string[] {
  return tagsNamed(comment, 'calls').flatMap((text) => text.split(' '));
}

function answerText(method: MethodDoc, endpoint: Endpoint | undefined): string {
  const [returns = ''] = tagsNamed(method.comment, 'returns');
  if (!endpoint) return `${returns}\n\nIts type: ${typeCell(method.answer)}`;
  if (!endpoint.answer) return `${returns}\n\nThe answer of the service is 204, without a body.`;
  const name = shapeNames.get(schemaKey(endpoint.answer as JsonSchema));
  const shape = shapes.find((one) => one.name === name);
  if (!shape) throw new Error(`The answer of ${method.name} has no name`);
  return `${returns}\n\nA [\`${shape.name}\`](shapes.md#${shape.name.toLowerCase()}):\n\n${fieldTable(shape)}`;
}

function errorsText({ comment }: MethodDoc): string {
  const lines = tagsNamed(comment, 'throws').map((text) => {
    const [, name, when] = /^\{(\w+)\} (.*)$/s.exec(text) ?? [];
    if (!name || !when) throw new Error(`@throws is not understood: ${text}`);
    return `- \`${name}\` ${cell(when)}`;
  });
  return [...lines, '- and [those of every call](README.md#errors-of-every-call)'].join('\n');
}

function signature({ name, parameters, takesRequest }: MethodDoc): string {
  const names = parameters.map((parameter) => (parameter.optional ? `${parameter.name}?` : parameter.name));
  return `client.${name}(${[...names, ...(takesRequest ? ['request?'] : [])].join(', ')})`;
}

/** The operation that a method stands for; undefined when it is made of calls of others. */
export function endpointOf(method: MethodDoc): Endpoint | undefined {
  if (callsOf(method).length > 0) return undefined;
  const endpoint = (endpoints as Record<string, Endpoint>)[method.name as EndpointName];
  if (!endpoint) throw new Error(`${method.name} is no operation of the contract`);
  const [python] = tagsNamed(method.comment, 'python');
  if ((python ?? null) !== endpoint.python) throw new Error(`@python of ${method.name} is not ${endpoint.python}`);
  return endpoint;
}

function operationText(method: MethodDoc, endpoint: Endpoint | undefined): string {
  if (!endpoint)
    return `- Calls: ${callsOf(method)
      .map((name) => `\`${name}\``)
      .join(', ')}`;
  return [
    `- Call: \`${endpoint.method} /v1${endpoint.path}\``,
    `- Python: ${endpoint.python ? `\`${endpoint.python}\`` : 'none'}`,
    `- Scope: \`${endpoint.scope}\``,
  ].join('\n');
}

/** The part of a page that is about one method. */
export function methodSection(method: MethodDoc): string {
  const endpoint = endpointOf(method);
  const [example] = tagsNamed(method.comment, 'example');
  if (!example) throw new Error(`${method.name} has no example`);
  return [
    `## ${method.name}`,
    prose(method.comment.text),
    `\`\`\`ts\n${signature(method)}\n\`\`\``,
    operationText(method, endpoint),
    `### Arguments of ${method.name}`,
    argumentsText(method),
    `### Answer of ${method.name}`,
    answerText(method, endpoint),
    `### Errors of ${method.name}`,
    errorsText(method),
    `### Example of ${method.name}`,
    `\`\`\`ts\n${exampleProgram(example)}\n\`\`\``,
  ].join('\n\n');
}
