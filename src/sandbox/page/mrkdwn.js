/**
 * Slack's mrkdwn as a tree of plain objects. No DOM and no markup here: the tree is drawn by `text.js`
 * as text nodes, so nothing that somebody wrote can become an element.
 */
import { emojiFor } from './emoji.js';

const FENCE = /```\n?([\s\S]+?)\n?```/g;
const STYLES = { '*': 'bold', _: 'italic', '~': 'strike' };
const WORD = /[\p{L}\p{N}]/u;
const SAFE_SCHEME = /^(https?:\/\/|mailto:|tel:)/i;
const BARE_URL = /https?:\/\/[^\s<>*~`|]*[^\s<>*~`|.,;:!?)'"\]]/y;
const EMOJI = /:([a-z0-9_+-]+):(?::skin-tone-[2-6]:)?/y;

/** Undoes the three entities that Slack escapes, once and no others. */
export function decodeEntities(text) {
  return text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>' })[name]);
}

/** An address that may become a link, or `null`: only web, mail and telephone addresses do. */
export function safeUrl(url) {
  const plain = decodeEntities(String(url ?? '')).trim();
  return SAFE_SCHEME.test(plain) ? plain : null;
}

/** Parses mrkdwn into blocks: `paragraph`, `quote`, `list` and `pre`, with inline nodes inside. */
export function parseMrkdwn(source) {
  const text = String(source ?? '');
  const blocks = [];
  let from = 0;
  for (const fence of text.matchAll(FENCE)) {
    blocks.push(...parseLines(text.slice(from, fence.index).replace(/\n$/, '')));
    blocks.push({ type: 'pre', text: plainOf(fence[1]) });
    from = fence.index + fence[0].length;
    if (text[from] === '\n') from += 1;
  }
  blocks.push(...parseLines(text.slice(from)));
  return blocks;
}

function parseLines(text) {
  if (text === '') return [];
  const blocks = [];
  let run = null;
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const rest = /^(?:&gt;|>){3} ?/.exec(line);
    if (rest) {
      flush(blocks, run);
      const quoted = [line.slice(rest[0].length), ...lines.slice(index + 1)].join('\n');
      blocks.push({ type: 'quote', children: parseInline(quoted) });
      return blocks;
    }
    const { kind, body, marker, indent } = lineKind(line);
    if (run?.kind !== kind) {
      flush(blocks, run);
      run = { kind, lines: [] };
    }
    run.lines.push({ body, marker, indent });
  }
  flush(blocks, run);
  return blocks;
}

function lineKind(line) {
  const quote = /^(?:&gt;|>) ?/.exec(line);
  if (quote) return { kind: 'quote', body: line.slice(quote[0].length) };
  const item = /^(\s*)([•◦▪-]|\d{1,3}\.) +(?=\S)/.exec(line);
  if (!item) return { kind: 'paragraph', body: line };
  return {
    kind: 'list',
    body: line.slice(item[0].length),
    marker: item[2],
    indent: Math.min(4, item[1].length >> 1),
  };
}

function flush(blocks, run) {
  if (!run) return;
  if (run.kind === 'list') {
    const items = run.lines.map(({ body, marker, indent }) => ({
      marker,
      indent,
      children: parseInline(body),
    }));
    blocks.push({ type: 'list', items });
    return;
  }
  const children = parseInline(run.lines.map((line) => line.body).join('\n'));
  blocks.push({ type: run.kind, children });
}

/** Parses mrkdwn within a line or a paragraph. */
export function parseInline(text, inside = '') {
  const scan = { text, at: 0, nodes: [], plain: '', closedUntil: {}, inside };
  while (scan.at < text.length) {
    const step = readAngle(scan) ?? readCode(scan) ?? readStyle(scan) ?? readEmoji(scan) ?? readUrl(scan);
    if (step) {
      pushPlain(scan);
      scan.nodes.push(step.node);
      scan.at = step.end;
    } else {
      scan.plain += text[scan.at];
      scan.at += 1;
    }
  }
  pushPlain(scan);
  return scan.nodes;
}

function pushPlain(scan) {
  if (scan.plain !== '') scan.nodes.push({ type: 'text', text: decodeEntities(scan.plain) });
  scan.plain = '';
}

function readAngle({ text, at }) {
  if (text[at] !== '<') return null;
  const close = text.indexOf('>', at);
  const inner = close < 0 ? '' : text.slice(at + 1, close);
  if (inner === '' || /[<\n]/.test(inner)) return null;
  const node = angleNode(inner);
  return node && { node, end: close + 1 };
}

function angleNode(inner) {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? null : decodeEntities(inner.slice(bar + 1));
  if (/^@[UWB][A-Z0-9]+$/.test(target)) return { type: 'user', id: target.slice(1), label };
  if (/^#[CGD][A-Z0-9]+$/.test(target)) return { type: 'channel', id: target.slice(1), label };
  if (/^!(here|channel|everyone)$/.test(target)) return { type: 'broadcast', name: target.slice(1) };
  if (target.startsWith('!subteam^'))
    return { type: 'broadcast', name: (label ?? 'group').replace(/^@/, '') };
  const date = /^!date\^(\d{1,12})\^([^^]+)(?:\^(.+))?$/.exec(target);
  if (date) {
    const url = date[3] ? safeUrl(date[3]) : null;
    return {
      type: 'date',
      unix: Number(date[1]),
      format: decodeEntities(date[2]),
      url,
      fallback: label ?? '',
    };
  }
  const url = safeUrl(target);
  return url && { type: 'link', url, text: label || url.replace(/^(mailto|tel):/i, '') };
}

function readCode({ text, at }) {
  if (text[at] !== '`') return null;
  const close = text.indexOf('`', at + 1);
  const inner = text.slice(at + 1, close);
  if (close < 0 || inner.trim() === '' || inner.includes('\n')) return null;
  return { node: { type: 'code', text: plainOf(inner) }, end: close + 1 };
}

/** Formatting does not work inside code; a link there keeps its own words. */
function plainOf(text) {
  return decodeEntities(
    text.replace(/<((?:https?:|mailto:)[^|<>]+)(?:\|([^<>]+))?>/g, (_, url, label) => label ?? url),
  );
}

function readStyle(scan) {
  const { text, at, closedUntil, inside } = scan;
  const mark = text[at];
  if (!(mark in STYLES) || inside.includes(mark) || at < (closedUntil[mark] ?? 0)) return null;
  if (isWord(text[at - 1]) || !isInk(text[at + 1]) || text[at + 1] === mark) return null;
  const newline = text.indexOf('\n', at);
  const lineEnd = newline < 0 ? text.length : newline;
  const close = closingMark(text, mark, at + 1, lineEnd);
  if (close < 0) {
    // No closing mark up to the line's end: later openings need not look, which keeps long lines linear.
    closedUntil[mark] = lineEnd;
    return null;
  }
  const children = parseInline(text.slice(at + 1, close), inside + mark);
  return { node: { type: STYLES[mark], children }, end: close + 1 };
}

function closingMark(text, mark, from, lineEnd) {
  for (let at = text.indexOf(mark, from); at >= 0 && at < lineEnd; at = text.indexOf(mark, at + 1)) {
    if (at > from && isInk(text[at - 1]) && !isWord(text[at + 1])) return at;
  }
  return -1;
}

const isWord = (char) => char !== undefined && WORD.test(char);
const isInk = (char) => char !== undefined && /\S/.test(char);

function readEmoji({ text, at }) {
  if (text[at] !== ':') return null;
  EMOJI.lastIndex = at;
  const match = EMOJI.exec(text);
  const char = match && emojiFor(match[1]);
  return char ? { node: { type: 'emoji', name: match[1], char }, end: at + match[0].length } : null;
}

function readUrl({ text, at }) {
  if (text[at] !== 'h' || isWord(text[at - 1])) return null;
  BARE_URL.lastIndex = at;
  const match = BARE_URL.exec(text);
  if (!match) return null;
  const url = decodeEntities(match[0]);
  return { node: { type: 'link', url, text: url }, end: at + match[0].length };
}
