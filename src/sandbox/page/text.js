/** Draws Slack's text objects: mrkdwn trees, plain text, rich text and Markdown, always as text nodes. */
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import { formatDateTokens, fullTime } from './dates.js';
import { emojiFor } from './emoji.js';
import { parseMarkdown } from './markdown.js';
import { parseInline, parseMrkdwn, safeUrl } from './mrkdwn.js';
import { channelName, nameOf, place, store } from './state.js';

/** A text object (`mrkdwn` or `plain_text`), or nothing. */
export function textObject(text) {
  if (!text) return nothing;
  return text.type === 'mrkdwn' ? mrkdwn(text.text) : plain(text);
}

/** Plain text with its emoji shortcodes, unless the object says `emoji: false`. */
function plain(text) {
  return text?.emoji === false ? text.text : plainString(text?.text ?? '');
}

/** A plain_text object as a string, for labels and options. */
export function plainString(text) {
  const source = typeof text === 'string' ? text : (text?.text ?? '');
  return source.replace(/:([a-z0-9_+-]+):/g, (code, name) => emojiFor(name) ?? code);
}

/** A piece of mrkdwn. */
export function mrkdwn(text) {
  return parseMrkdwn(text).map(blockNode);
}

/** Mrkdwn without paragraphs, for one-line places. */
export function mrkdwnInline(text) {
  return parseInline(text ?? '').map(inlineNode);
}

/** A `markdown` block's text. */
export function markdown(text) {
  return parseMarkdown(text).map(blockNode);
}

function blockNode(node) {
  if (node.type === 'pre') return html`<pre class="pre">${node.text}</pre>`;
  if (node.type === 'quote')
    return html`<blockquote class="quote">${node.children.map(inlineNode)}</blockquote>`;
  if (node.type === 'heading')
    return html`<p class="md-heading md-h${node.level}">${node.children.map(inlineNode)}</p>`;
  if (node.type === 'rule') return html`<hr class="divider" />`;
  if (node.type === 'list') return html`<ul class="list">${node.items.map(listItem)}</ul>`;
  return html`<div class="para">${node.children.map(inlineNode)}</div>`;
}

function listItem({ marker, indent, children }) {
  const sign = /^[-–•]$/.test(marker) ? '•' : marker;
  return html`<li class="indent-${indent}"><span class="marker">${sign}</span><span>${children.map(inlineNode)}</span></li>`;
}

function inlineNode(node) {
  const children = node.children?.map(inlineNode);
  switch (node.type) {
    case 'bold':
      return html`<strong>${children}</strong>`;
    case 'italic':
      return html`<em>${children}</em>`;
    case 'strike':
      return html`<s>${children}</s>`;
    case 'code':
      return html`<code class="code">${node.text}</code>`;
    case 'link':
      return link(node.url, node.text);
    case 'user':
      return html`<span class="mention ${node.id === store.user ? 'mention-me' : ''}">@${node.label ?? nameOf(node.id)}</span>`;
    case 'channel':
      return html`<span class="mention">#${node.label || channelName(node.id)}</span>`;
    case 'broadcast':
      return html`<span class="mention mention-all">@${node.name}</span>`;
    case 'emoji':
      return html`<span class="emoji" role="img" aria-label=${node.name.replaceAll('_', ' ')}>${node.char}</span>`;
    case 'date':
      return date(node);
    default:
      return node.text;
  }
}

function link(url, text) {
  return html`<a class="link" href=${url} target="_blank" rel="noopener noreferrer">${text}</a>`;
}

function date({ unix, format, url, fallback }) {
  const where = place();
  const text = formatDateTokens(unix, format, where, Date.now()) || fallback;
  if (url) return link(url, text);
  return html`<time title=${fullTime(unix * 1000, where)}>${text}</time>`;
}

/** A `rich_text` block's elements. */
export function richText(elements = []) {
  return elements.map((element) => {
    const children = () => (element.elements ?? []).map(richLeaf);
    if (element.type === 'rich_text_section') return html`<div class="para">${children()}</div>`;
    if (element.type === 'rich_text_quote') return html`<blockquote class="quote">${children()}</blockquote>`;
    if (element.type === 'rich_text_preformatted') return html`<pre class="pre">${children()}</pre>`;
    if (element.type === 'rich_text_list') return richList(element);
    return nothing;
  });
}

function richList({ elements = [], style, indent = 0, offset = 0 }) {
  return html`<ul class="list">${elements.map(
    (item, index) => html`<li class="indent-${Math.min(indent, 4)}"
      ><span class="marker">${style === 'ordered' ? `${index + 1 + offset}.` : '•'}</span
      ><span>${(item.elements ?? []).map(richLeaf)}</span></li>`,
  )}</ul>`;
}

function richLeaf(leaf) {
  return styled(leaf.style, richInner(leaf));
}

function richInner(leaf) {
  if (leaf.type === 'link') {
    const url = safeUrl(leaf.url);
    return url ? link(url, leaf.text ?? url) : (leaf.text ?? leaf.url);
  }
  if (leaf.type === 'user') return inlineNode({ type: 'user', id: leaf.user_id, label: null });
  if (leaf.type === 'channel') return inlineNode({ type: 'channel', id: leaf.channel_id, label: null });
  if (leaf.type === 'broadcast') return inlineNode({ type: 'broadcast', name: leaf.range });
  if (leaf.type === 'emoji') return emojiFor(leaf.name) ?? `:${leaf.name}:`;
  if (leaf.type === 'date')
    return date({ unix: leaf.timestamp, format: leaf.format, url: null, fallback: leaf.fallback });
  return leaf.text ?? '';
}

function styled(style = {}, inner) {
  let out = inner;
  if (style.code) out = html`<code class="code">${out}</code>`;
  if (style.bold) out = html`<strong>${out}</strong>`;
  if (style.italic) out = html`<em>${out}</em>`;
  if (style.strike) out = html`<s>${out}</s>`;
  return out;
}
