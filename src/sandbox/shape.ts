import { isJson, type Json, text } from './json.ts';

/**
 * A small language for describing what Slack accepts. A rule looks at a value and reports each problem with the JSON
 * pointer of its place, in Slack's own form: `[ERROR] ... [json-pointer:/blocks/0/text]`.
 */
export type Rule = (value: unknown, pointer: string, report: Report) => void;
export type Report = (problem: string, pointer: string) => void;
type Fields = Record<string, Rule>;
/** A rule that looks at an object as a whole, after its fields. */
export type Whole = (value: Json, pointer: string, report: Report) => void;

/** Runs a rule and returns every problem, as Slack writes them. */
export function problemsOf(rule: Rule, value: unknown, pointer: string): string[] {
  const messages: string[] = [];
  rule(value, pointer, (problem, at) => messages.push(`[ERROR] ${problem} [json-pointer:${at}]`));
  return messages;
}

/** A string of `min` to `max` UTF-16 units. */
export function string(max: number, min = 1): Rule {
  return (value, pointer, report) => {
    if (typeof value !== 'string') report('must provide a string', pointer);
    else if (value.length > max) report(`must be less than ${max + 1} characters`, pointer);
    else if (value.length < min) report(`must be more than ${min - 1} characters`, pointer);
  };
}

/** A string of a fixed form, with the words for a value that has another. */
export function matching(pattern: RegExp, otherwise: string): Rule {
  return (value, pointer, report) => {
    if (typeof value !== 'string' || !pattern.test(value)) report(otherwise, pointer);
  };
}

export function oneOf(...allowed: readonly (string | number)[]): Rule {
  return (value, pointer, report) => {
    if (!allowed.some((one) => one === value)) report(`must be one of: ${allowed.join(', ')}`, pointer);
  };
}

export const bool: Rule = (value, pointer, report) => {
  if (typeof value !== 'boolean') report('must be a boolean', pointer);
};

/** An integer between two bounds. */
export function integer(min: number, max: number): Rule {
  return (value, pointer, report) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) report('must be an integer', pointer);
    else if (value < min) report(`must be at least ${min}`, pointer);
    else if (value > max) report(`must be at most ${max}`, pointer);
  };
}

/** An array of `min` to `max` items. */
export function list(item: Rule, min: number, max: number): Rule {
  return (value, pointer, report) => {
    if (!Array.isArray(value)) return report('must be an array', pointer);
    if (value.length > max) report(`no more than ${max} items allowed`, pointer);
    if (value.length < min) report(`no less than ${min} items allowed`, pointer);
    for (const [index, one] of value.entries()) item(one, `${pointer}/${index}`, report);
  };
}

/** An object with these fields and no others. */
export function shape(required: Fields, optional: Fields = {}, ...whole: readonly Whole[]): Rule {
  return (value, pointer, report) => {
    if (!isJson(value)) return report('must be an object', pointer);
    for (const key of Object.keys(required)) {
      if (value[key] === undefined) report(`missing required field: ${key}`, pointer);
    }
    for (const [key, held] of Object.entries(value)) {
      const rule = Object.hasOwn(required, key)
        ? required[key]
        : Object.hasOwn(optional, key)
          ? optional[key]
          : null;
      if (!rule) report(`invalid additional property: ${key}`, pointer);
      else if (held !== undefined) rule(held, `${pointer}/${key}`, report);
    }
    for (const check of whole) check(value, pointer, report);
  };
}

/** Objects told apart by their `type`. The variants are asked for at the first use, so that rules may be circular. */
export function byType(variants: () => Record<string, Rule>): Rule {
  let known: Record<string, Rule> | null = null;
  return (value, pointer, report) => {
    if (!isJson(value)) return report('must be an object', pointer);
    known ??= variants();
    const type = text(value.type);
    const rule = Object.hasOwn(known, type) ? known[type] : undefined;
    if (rule) rule(value, pointer, report);
    else report(`unsupported type: ${type}`, `${pointer}/type`);
  };
}

/** The `type` field of a variant: already looked at by `byType`. */
export const typed: Rule = () => {};
