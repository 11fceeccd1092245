import type { IncomingMessage } from 'node:http';
import { isJson, type Json } from './json.ts';
import { Refusal } from './refusal.ts';

/** Larger requests are refused: Slack's own largest, a view, has 250 KB. */
const BODY_MAX = 12 * 1024 * 1024;

/** Arguments that arrive as JSON inside a form. */
const STRUCTURED = ['blocks', 'view', 'files', 'metadata', 'attachments'];

/** The whole body of a request. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = part as Buffer;
    size += bytes.length;
    if (size > BODY_MAX) throw new Refusal('request_too_large');
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/** The token and the arguments of a Web API call, sent as JSON or as a form. */
export async function readCall(request: IncomingMessage): Promise<{ token: string | null; args: Json }> {
  const body = (await readBody(request)).toString('utf8');
  const query = new URL(request.url ?? '/', 'http://sandbox').searchParams;
  const type = request.headers['content-type'] ?? '';
  const { token, ...args } = {
    ...formArguments(query),
    ...(type.includes('json') ? jsonArguments(body) : formArguments(new URLSearchParams(body))),
  };
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return { token: bearer ?? (typeof token === 'string' ? token : null), args };
}

function jsonArguments(body: string): Json {
  if (body === '') return {};
  const parsed = parse(body);
  if (!isJson(parsed)) throw new Refusal('json_not_object');
  return structured(parsed);
}

function formArguments(form: URLSearchParams): Json {
  return structured(Object.fromEntries(form));
}

/** Blocks and views may come as JSON text in either encoding. */
function structured(args: Json): Json {
  const entries = Object.entries(args).map(([key, value]): [string, unknown] => {
    const packed = STRUCTURED.includes(key) && typeof value === 'string' && value !== '';
    return [key, packed ? parseOr(value, key) : value];
  });
  return Object.fromEntries(entries);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal('invalid_json');
  }
}

function parseOr(value: string, key: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw new Refusal(key === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments');
  }
}
