import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../prompts/', import.meta.url));
const PARTS = /^# Instructions\s*\n([\s\S]*?)\n# Material\s*\n([\s\S]*)$/;
const variable = /\{\{\s*([A-Za-z_]+)\s*\}\}/g;

/** A prompt file that cannot be used, with what is wrong in it. */
export class PromptRefused extends Error {}

/** A prompt as it stands in `prompts/NAME.md`: what the model is told, and what it is given. */
export type Prompt<V extends string> = {
  name: string;
  /** Of the file's text: two calls with the same hash were told the same. */
  hash: string;
  fill(values: Record<V, string>): { system: string; user: string };
};

/**
 * Reads a prompt and checks its {{variables}}: each one that the program fills must be there, and no other.
 * @throws PromptRefused naming the file and the variable
 */
export function loadPrompt<V extends string>(
  name: string,
  variables: readonly V[],
  folder = FOLDER,
): Prompt<V> {
  const text = read(`${folder}${name}.md`, name);
  const parts = PARTS.exec(text.replaceAll('\r\n', '\n'));
  const [, instructions, material] = parts ?? [];
  if (instructions === undefined || material === undefined) {
    throw new PromptRefused(`prompts/${name}.md needs the two headings "# Instructions" and "# Material".`);
  }
  const found = new Set([...text.matchAll(variable)].map(([, key]) => key ?? ''));
  const missing = variables.filter((key) => !found.has(key));
  const unknown = [...found].filter((key) => !variables.some((known) => known === key));
  if (missing.length > 0) throw new PromptRefused(`prompts/${name}.md lacks ${braced(missing)}.`);
  if (unknown.length > 0) {
    throw new PromptRefused(`prompts/${name}.md asks for ${braced(unknown)}, which nobody fills.`);
  }
  const put = (part: string, values: Record<V, string>) =>
    part.replace(variable, (_match, key: string) => values[key as V]).trim();
  return {
    name,
    hash: createHash('sha256').update(text).digest('hex').slice(0, 16),
    fill: (values) => ({ system: put(instructions, values), user: put(material, values) }),
  };
}

function read(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new PromptRefused(`prompts/${name}.md cannot be read.`);
  }
}

function braced(keys: readonly string[]): string {
  return keys.map((key) => `{{${key}}}`).join(', ');
}
