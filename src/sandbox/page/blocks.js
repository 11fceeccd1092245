/** Block Kit's blocks, one small template each. What the page does not know is shown by name. */
import { repeat } from '/vendor/lit-html/directives/repeat.js';
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import { element } from './elements.js';
import { safeUrl } from './mrkdwn.js';
import { store, words } from './state.js';
import { errorKey, fieldId } from './surface.js';
import { markdown, plainString, richText, textObject } from './text.js';
import { blockIdOf } from './values.js';

const BLOCKS = {
  section,
  header,
  divider,
  context,
  actions,
  input,
  image,
  rich_text: rich,
  markdown: marked,
  table,
};

/** Draws the blocks of a message or a view. */
export function blockList(surface, blocks) {
  const keyed = (blocks ?? []).map((block, index) => ({ block, blockId: blockIdOf(block, index) }));
  return html`<div class="blocks">${repeat(
    keyed,
    ({ block, blockId }) => `${block.type} ${blockId}`,
    ({ block, blockId }) => (BLOCKS[block.type] ?? unknown)(block, { surface, blockId, acts: true }),
  )}</div>`;
}

function unknown(block) {
  return html`<div class="block unknown">This workspace does not draw <code>${block.type ?? 'untyped'}</code> blocks.</div>`;
}

function section(block, place) {
  const wide = /select|radio|checkboxes|input|picker/.test(block.accessory?.type ?? '');
  return html`<div class="block section ${wide ? 'wide' : ''}">
    <div class="section-body">
      ${block.text ? html`<div class="text">${textObject(block.text)}</div>` : nothing}
      ${block.fields ? html`<div class="fields">${block.fields.map((one) => html`<div class="text">${textObject(one)}</div>`)}</div>` : nothing}
    </div>
    ${block.accessory ? html`<div class="accessory">${element(place, block.accessory)}</div>` : nothing}
  </div>`;
}

function header(block) {
  return html`<h3 class="block header">${plainString(block.text)}</h3>`;
}

function divider() {
  return html`<hr class="block divider" />`;
}

function context(block) {
  return html`<div class="block context">${(block.elements ?? []).map((one) =>
    one.type === 'image' ? element(null, one) : html`<div class="text">${textObject(one)}</div>`,
  )}</div>`;
}

function actions(block, place) {
  return html`<div class="block actions">${(block.elements ?? []).map((one) => element(place, one))}</div>`;
}

function input(block, { surface, blockId }) {
  const item = block.element ?? {};
  const id = fieldId(surface, blockId, item.action_id);
  const fault = store.errors.get(errorKey(surface, blockId));
  const notes = [block.hint && `${id}-hint`, fault && `${id}-error`].filter(Boolean).join(' ');
  const place = {
    surface,
    blockId,
    acts: block.dispatch_action === true,
    label: `${id}-label`,
    invalid: Boolean(fault),
    describedBy: notes || undefined,
  };
  const grouped = item.type === 'radio_buttons' || item.type === 'checkboxes';
  const label = html`${plainString(block.label)}${block.optional ? html` <span class="optional">${words().optional}</span>` : nothing}`;
  return html`<div class="block input ${fault ? 'invalid' : ''}" data-block=${blockId}>
    ${
      grouped
        ? html`<span class="input-label" id="${id}-label">${label}</span>`
        : html`<label class="input-label" id="${id}-label" for=${id}>${label}</label>`
    }
    ${element(place, item)}
    ${fault ? html`<p class="input-error" id="${id}-error" role="alert">${fault}</p>` : nothing}
    ${block.hint ? html`<p class="input-hint" id="${id}-hint">${plainString(block.hint)}</p>` : nothing}
  </div>`;
}

function image(block) {
  const url = safeUrl(block.image_url) ?? (block.image_url?.startsWith('/') ? block.image_url : null);
  const title = block.title ? plainString(block.title) : null;
  return html`<figure class="block image">
    ${title ? html`<figcaption>${title}</figcaption>` : nothing}
    ${url ? html`<img src=${url} alt=${block.alt_text ?? ''} />` : html`<div class="unknown">${block.alt_text ?? 'image'}</div>`}
  </figure>`;
}

function rich(block) {
  return html`<div class="block text">${richText(block.elements)}</div>`;
}

function marked(block) {
  return html`<div class="block text">${markdown(block.text ?? '')}</div>`;
}

function table(block) {
  const [head, ...rows] = block.rows ?? [];
  const align = (index) => `align-${block.column_settings?.[index]?.align ?? 'left'}`;
  return html`<div class="block table" tabindex="0" role="region" aria-label=${words().table}><table>
    <thead><tr>${(head ?? []).map((one, index) => html`<th scope="col" class=${align(index)}>${cell(one)}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr>${row.map((one, index) => html`<td class=${align(index)}>${cell(one)}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

function cell(one) {
  return one?.type === 'rich_text' ? richText(one.elements) : (one?.text ?? one?.value ?? '');
}
