import { isObject, shown } from './json-value.js';
import { ObjectReader } from './object-reader.js';
import { within } from './problem-list.js';
import { readState } from './read-state.js';
import type { Reading } from './reading.js';
import type { State, StateGraph } from './state-graph.js';

/** Where one state leads: the pointer of the field and the name that it holds. */
interface Transition {
  readonly pointer: string;
  readonly target: string;
}

const longestName = 80;

/** Reads the states of one level, and checks that each leads to others of this level and is led to. */
export function readGraph(object: ObjectReader, around: readonly string[], reading: Reading): StateGraph | undefined {
  const startAt = object.requiredText('StartAt');
  const states = object.require('States') ? object.object('States') : undefined;
  if (states === undefined) return undefined;
  if (Object.keys(states.value).length === 0) object.refuse('States', 'has to have at least one state');
  const read = new Map<string, State>();
  for (const name of Object.keys(states.value)) {
    noteName(name, states, reading);
    const body = states.object(name);
    const state = body && readState(body, { name, reading, around });
    if (state !== undefined) read.set(name, state);
  }
  checkTransitions(object, states, startAt);
  return { startAt: startAt ?? '', states: read };
}

function noteName(name: string, states: ObjectReader, reading: Reading): void {
  const pointer = within(states.pointer, name);
  const first = reading.names.get(name);
  if (first === undefined) reading.names.set(name, pointer);
  else reading.problems.add(pointer, `has the name of another state of this machine, at ${first}`);
  if (name === '' || name.length > longestName) {
    reading.problems.add(pointer, `has to have a name of 1 to ${longestName} characters`);
  }
}

function checkTransitions(object: ObjectReader, states: ObjectReader, startAt: string | undefined): void {
  const names = Object.keys(states.value);
  const transitions = new Map(names.map((name) => [name, transitionsOf(states, name)]));
  const starts = startAt === undefined ? [] : [{ pointer: within(object.pointer, 'StartAt'), target: startAt }];
  for (const { pointer, target } of [...starts, ...[...transitions.values()].flat()]) {
    if (!transitions.has(target)) {
      object.problems.add(pointer, `has to name a state of this ${levelOf(object)}, not ${shown(target)}`);
    }
  }
  if (!names.some((name) => isTerminal(states, name))) {
    if (names.length > 0)
      object.refuse('States', 'has to have a state that ends: a Succeed, a Fail or one with "End": true');
    return;
  }
  // Where it starts nowhere, that is what is wrong.
  if (startAt === undefined || !transitions.has(startAt)) return;
  const reached = reachable(starts, transitions);
  for (const name of names) {
    if (!reached.has(name)) states.refuse(name, 'has to be reached from StartAt: no other state leads here');
  }
}

function levelOf(object: ObjectReader): string {
  return object.pointer === '' ? 'machine' : /\/Branches\/\d+$/.test(object.pointer) ? 'branch' : 'Map';
}

function reachable(starts: readonly Transition[], transitions: ReadonlyMap<string, Transition[]>): Set<string> {
  const reached = new Set<string>();
  const open = starts.map(({ target }) => target);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    for (const { target } of transitions.get(name) ?? []) open.push(target);
  }
  return reached;
}

/** All that a state may lead to, as far as it can be read. */
function transitionsOf(states: ObjectReader, name: string): Transition[] {
  const state = bodyOf(states, name);
  if (state === undefined) return [];
  const rules = ['Choices', 'Catch'].flatMap((field) => {
    const list = state.get(field);
    return Array.isArray(list) ? list.map((_, index) => ({ list: field, index, rule: list[index] })) : [];
  });
  return [
    ...['Next', 'Default'].map((field) => ({ pointer: within(state.pointer, field), target: state.get(field) })),
    ...rules.map(({ list, index, rule }) => ({
      pointer: within(state.pointer, list, index, 'Next'),
      target: typeof rule === 'object' && rule !== null && !Array.isArray(rule) ? rule.Next : undefined,
    })),
  ].filter((transition): transition is Transition => typeof transition.target === 'string' && transition.target !== '');
}

/** Whether a state ends its level; also when it has nowhere to go at all, which is told elsewhere. */
function isTerminal(states: ObjectReader, name: string): boolean {
  const state = bodyOf(states, name);
  if (state === undefined) return true;
  const rules = state.get('Choices');
  if (Array.isArray(rules)) return rules.some((rule) => isObject(rule) && rule.End === true);
  return state.get('End') === true || !state.has('Next');
}

function bodyOf(states: ObjectReader, name: string): ObjectReader | undefined {
  const body = states.get(name);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  return new ObjectReader(body, within(states.pointer, name), states.problems);
}
