import type { z } from 'zod';
import type { Reading } from './ask.ts';

const MOST_FAULTS = 3;

/** A reply as data, or what is wrong with it: a fence around the JSON is forgiven, anything else is not. */
export function readJson<T>(text: string, shape: z.ZodType<T>): Reading<T> {
  const bare = text.trim().replace(/^```(?:json)?\s*([\s\S]*?)\s*```$/, '$1');
  let value: unknown;
  try {
    value = JSON.parse(bare);
  } catch {
    return { reading: 'unreadable', fault: 'it was no JSON.' };
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return { reading: 'read', value: parsed.data };
  // Paths only: a fault in zod's words may repeat what the model wrote.
  const paths = parsed.error.issues
    .slice(0, MOST_FAULTS)
    .map(({ path }) => (path.length === 0 ? 'the value' : path.join('.')));
  return { reading: 'unreadable', fault: `these parts did not fit the schema: ${paths.join(', ')}.` };
}
