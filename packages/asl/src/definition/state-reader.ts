import { type JsonPath, parseJsonPath } from '../json-path/json-path.js';
import { parseReferencePath, type ReferencePath } from '../json-path/reference-path.js';
import { compileJsonata, isJsonataText, type JsonataTemplate } from '../jsonata/jsonata-template.js';
import { compilePayload, type PayloadTemplate } from '../payload/payload-template.js';
import { SyntaxProblem } from '../syntax-problem.js';
import type { Json, JsonObject } from '../types.js';
import { isObject, shown } from './json-value.js';
import { type NumberBounds, ObjectReader } from './object-reader.js';
import { within } from './problem-list.js';
import type { Reading } from './reading.js';
import type { QueryLanguage, Source } from './state-graph.js';
import { faultsOf } from './template-faults.js';

/** Reads the fields of a state, or of an object inside of one, in the state's query language. */
export class StateReader extends ObjectReader {
  readonly name: string;
  readonly language: QueryLanguage;
  readonly reading: Reading;
  /** Names of the states around it, outermost first. */
  readonly around: readonly string[];

  constructor(
    value: JsonObject,
    pointer: string,
    state: { name: string; language: QueryLanguage; reading: Reading; around: readonly string[] },
  ) {
    super(value, pointer, state.reading.problems);
    this.name = state.name;
    this.language = state.language;
    this.reading = state.reading;
    this.around = state.around;
  }

  /** An object inside of the state, with its language. */
  inner(object: ObjectReader): StateReader {
    return new StateReader(object.value, object.pointer, this);
  }

  innerObject(field: string): StateReader | undefined {
    const object = this.object(field);
    return object && this.inner(object);
  }

  innerObjects(field: string, options: { empty: boolean }): StateReader[] {
    return this.objects(field, options).map((object) => this.inner(object));
  }

  path(field: string): JsonPath | undefined {
    return this.#compiled(field, parseJsonPath);
  }

  nullablePath(field: string): JsonPath | null | undefined {
    return this.get(field) === null ? null : this.path(field);
  }

  nullableReferencePath(field: string): ReferencePath | null | undefined {
    return this.get(field) === null ? null : this.#compiled(field, parseReferencePath);
  }

  payload(field: string): PayloadTemplate | undefined {
    return this.#template(field, compilePayload);
  }

  jsonata(field: string): JsonataTemplate | undefined {
    const template = this.#template(field, compileJsonata);
    if (template?.constant === false) this.reading.asynchronous = true;
    return template;
  }

  /** A field that is written down, given by `<field>Path` (JSONPath) or by an expression (JSONata). */
  source(field: string, constant: () => void): Source | undefined {
    const value = this.get(field);
    if (this.language === 'JSONata') {
      if (value === undefined) return undefined;
      if (isJsonataText(value)) {
        const template = this.jsonata(field);
        return template && { from: 'jsonata', field, template };
      }
    } else {
      this.either([field, `${field}Path`]);
      const path = this.#singlePath(`${field}Path`);
      if (path !== undefined) return { from: 'path', field: `${field}Path`, path };
    }
    if (value === undefined) return undefined;
    constant();
    return { from: 'constant', value };
  }

  amount(field: string, bounds: NumberBounds): Source | undefined {
    return this.source(field, () => this.number(field, bounds));
  }

  /** A number of a `Map`: AWS lets these be read from the input and from variables, but not from the context object. */
  mapAmount(field: string, bounds: NumberBounds): Source | undefined {
    const source = this.amount(field, bounds);
    if (source?.from !== 'path' || source.path.root !== '$$') return source;
    return this.refuse(source.field, 'cannot be a path into the context object');
  }

  /** `Assign`: an object of which each key is the name of a variable. */
  assign(): PayloadTemplate | JsonataTemplate | undefined {
    const value = this.get('Assign');
    if (value === undefined) return undefined;
    if (!isObject(value)) return this.refuse('Assign', `has to be an object, not ${shown(value)}`);
    for (const key of Object.keys(value)) {
      const name = this.language === 'JSONPath' && key.endsWith('.$') ? key.slice(0, -2) : key;
      const fault = variableFault(name);
      if (fault !== undefined) this.problems.add(within(this.pointer, 'Assign', key), fault);
    }
    return this.language === 'JSONata' ? this.jsonata('Assign') : this.payload('Assign');
  }

  #template<T>(field: string, compile: (value: Json) => T): T | undefined {
    const value = this.get(field);
    if (value === undefined) return undefined;
    try {
      return compile(value);
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      for (const { pointer, message } of faultsOf(value, compile, error)) {
        this.problems.add(within(this.pointer, field) + pointer, message);
      }
      return undefined;
    }
  }

  #singlePath(field: string): JsonPath | undefined {
    const path = this.path(field);
    return path === undefined || path.definite ? path : this.refuse(field, 'has to be a path to one single value');
  }

  #compiled<T>(field: string, compile: (text: string) => T): T | undefined {
    const text = this.text(field);
    return text === undefined ? undefined : this.problems.attempt(within(this.pointer, field), () => compile(text));
  }
}

function variableFault(name: string): string | undefined {
  if (name === 'states') return 'cannot be the name of a variable, since $states is taken';
  if (name.length > 80) return 'has to be at most 80 characters long to be the name of a variable';
  if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name)) {
    return 'has to be an identifier (letters, digits and underscores) to be the name of a variable';
  }
  return undefined;
}
