/** The part of Markdown that Slack's `markdown` block shows, as the same tree that `mrkdwn.js` makes. Pure. */
import { safeUrl } from './mrkdwn.js';

const INLINE =
  /(`[^`\n]+`)|\*\*([^\n]+?)\*\*|__([^\n]+?)__|~~([^\n]+?)~~|\*([^*\s][^*\n]*?)\*|\b_([^_\n]+?)_\b|\[([^\]\n]+)\]\(([^)\s]+)\)/g;

/** Parses Markdown into blocks: `paragraph`, `heading`, `quote`, `list`, `pre`, `rule`. */
export function parseMarkdown(source) {
  const blocks = [];
  let from = 0;
  for (const fence of source.matchAll(/^```\w*\n([\s\S]*?)\n?```$/gm)) {
    blocks.push(...parseLines(source.slice(from, fence.index)));
    blocks.push({ type: 'pre', text: fence[1] });
    from = fence.index + fence[0].length;
  }
  blocks.push(...parseLines(source.slice(from)));
  return blocks;
}

function parseLines(text) {
  const blocks = [];
  for (const part of text.split(/\n{2,}/)) {
    for (const line of part.split('\n')) {
      if (line.trim() !== '') addLine(blocks, line);
    }
    blocks.push(null);
  }
  return blocks.filter(Boolean);
}

function addLine(blocks, line) {
  const last = blocks.at(-1);
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading)
    return blocks.push({ type: 'heading', level: heading[1].length, children: inline(heading[2]) });
  if (/^\s*(-{3,}|\*{3,})\s*$/.test(line)) return blocks.push({ type: 'rule' });
  const item = /^(\s*)([-*+]|\d{1,3}\.)\s+(.*)$/.exec(line);
  if (item) return addItem(blocks, item);
  const quote = /^>\s?(.*)$/.exec(line);
  const type = quote ? 'quote' : 'paragraph';
  const children = inline(quote ? quote[1] : line);
  if (last?.type === type) return last.children.push({ type: 'text', text: '\n' }, ...children);
  return blocks.push({ type, children });
}

function addItem(blocks, [, space, sign, text]) {
  const marker = /\d/.test(sign) ? sign : '•';
  const item = { marker, indent: Math.min(4, space.length >> 1), children: inline(text) };
  const last = blocks.at(-1);
  if (last?.type === 'list') last.items.push(item);
  else blocks.push({ type: 'list', items: [item] });
}

function inline(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from) nodes.push({ type: 'text', text: text.slice(from, match.index) });
    nodes.push(inlineNode(match));
    from = match.index + match[0].length;
  }
  if (from < text.length) nodes.push({ type: 'text', text: text.slice(from) });
  return nodes;
}

function inlineNode([whole, code, stars, unders, strike, star, under, label, url]) {
  if (code) return { type: 'code', text: code.slice(1, -1) };
  if (stars || unders) return { type: 'bold', children: inline(stars ?? unders) };
  if (strike) return { type: 'strike', children: inline(strike) };
  if (star || under) return { type: 'italic', children: inline(star ?? under) };
  const safe = safeUrl(url);
  return safe ? { type: 'link', url: safe, text: label } : { type: 'text', text: whole };
}
