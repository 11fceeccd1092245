/**
 * The first key that an object of a JSON text has twice; `JSON.parse` keeps the last and says nothing. The text has to
 * be valid JSON.
 */
export function repeatedKey(json: string): string | null {
  const open: (Set<string> | null)[] = [];
  const token = /"((?:[^"\\]|\\.)*)"(\s*:)?|[{}[\]]/g;
  for (const [mark, string, colon] of json.matchAll(token)) {
    if (mark === '{') open.push(new Set());
    else if (mark === '[') open.push(null);
    else if (mark === '}' || mark === ']') open.pop();
    else if (colon !== undefined && string !== undefined) {
      const key = string.includes('\\') ? (JSON.parse(`"${string}"`) as string) : string;
      const keys = open.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    }
  }
  return null;
}
