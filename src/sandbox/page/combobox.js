/** A field one types into to choose from a list: several choices as chips, or options that the app suggests. */
import { live } from '/vendor/lit-html/directives/live.js';
import { html, nothing } from '/vendor/lit-html/lit-html.js';
import { optionGroups } from './options.js';
import { closePopup, isOpen, openPopup } from './popup.js';
import { nameOf, redraw, store, words } from './state.js';
import { choose, fieldId, isBusy, readBare, suggest } from './surface.js';
import { plainString } from './text.js';

const SUGGEST_AFTER_MS = 180;
const MIN_QUERY = 3;

/** What is typed and listed in each combobox: id -> `{ query, active, groups, note, timer, turn }`. */
const boxes = new Map();

const boxOf = (id) => {
  if (!boxes.has(id)) boxes.set(id, { query: '', active: 0, groups: null, note: null, timer: 0, turn: 0 });
  return boxes.get(id);
};

/** Draws the field; `groups` is the fixed list, or `null` when the app suggests while one types. */
export function combobox(place, item, { many, groups }) {
  const { surface, blockId, label, describedBy, invalid } = place;
  const id = fieldId(surface, blockId, item.action_id);
  const box = boxOf(id);
  const open = isOpen(id);
  const bare = readBare(surface, blockId, item);
  const chosen = many ? bare : bare ? [bare] : [];
  const self = { id, box, place, item, many, groups, chosen };
  const listed = open ? flatten(self) : [];
  const placeholder = item.placeholder ? plainString(item.placeholder) : words().choose;
  const shown = open || many ? box.query : chosen.length > 0 ? textOf(chosen[0]) : '';
  return html`<div class="combo">
    <div class="field combo-field" data-popup-anchor aria-busy=${isBusy(surface, blockId, item)} @click=${(event) => event.currentTarget.querySelector('input').focus()}>
      ${many ? chosen.map((one) => chip(self, one)) : nothing}
      <input class="combo-input" id=${id} role="combobox" autocomplete="off" aria-autocomplete="list" aria-expanded=${open}
        aria-controls="${id}-list" aria-activedescendant=${listed[box.active] ? `${id}-${box.active}` : nothing}
        aria-label=${label ? nothing : placeholder} aria-describedby=${describedBy ?? nothing} aria-invalid=${invalid ? 'true' : nothing}
        .value=${live(shown)} placeholder=${chosen.length > 0 && many ? nothing : placeholder}
        @click=${(event) => show(self, event.target)} @input=${(event) => type(self, event.target)}
        @keydown=${(event) => onKey(self, event)} @blur=${() => isOpen(id) && closeSoon(id)} />
    </div>
    ${open ? list(self, listed) : nothing}
  </div>`;
}

const keyOf = (bare) => bare?.value ?? bare;
const textOf = (bare) => (typeof bare === 'string' ? nameOf(bare) : plainString(bare.text));

function chip(self, bare) {
  const text = textOf(bare);
  const drop = (event) => {
    event.stopPropagation();
    take(
      self,
      self.chosen.filter((one) => keyOf(one) !== keyOf(bare)),
    );
  };
  return html`<span class="chip">${text}<button type="button" aria-label=${words().remove(text)} @click=${drop}>×</button></span>`;
}

function list({ id, box, chosen, many }, listed) {
  const picked = new Set(chosen.map(keyOf));
  let group = null;
  const row = (one, index) => {
    const head =
      one.group && one.group !== group
        ? html`<div class="list-group" role="presentation">${one.group}</div>`
        : nothing;
    group = one.group;
    return html`${head}<div role="option" id="${id}-${index}" class="list-option ${index === box.active ? 'active' : ''}"
      aria-selected=${picked.has(one.key)} @pointerdown=${(event) => event.preventDefault()} @click=${one.pick}>
      <span>${one.text}${one.hint ? html`<small>${one.hint}</small>` : nothing}</span>${many && picked.has(one.key) ? '✓' : nothing}</div>`;
  };
  return html`<div class="popup list-popup" id="${id}-list" role="listbox" data-popup=${id} .style=${store.popup.style}>
    ${listed.map(row)}
    ${listed.length === 0 ? html`<div class="list-note" role="status">${box.note ?? words().nothingFound}</div>` : nothing}
  </div>`;
}

function flatten(self) {
  const { groups, box } = self;
  const words = box.query.trim().toLowerCase();
  const fits = (one) => groups === null || words === '' || one.text.toLowerCase().includes(words);
  return (groups ?? box.groups ?? []).flatMap((group) =>
    group.options.filter(fits).map((one) => ({ ...one, group: group.label, pick: () => pick(self, one) })),
  );
}

function show(self, input) {
  if (isOpen(self.id)) return;
  self.box.query = '';
  self.box.active = 0;
  openPopup(self.id, input.closest('.combo-field'));
  if (self.groups === null) ask(self);
  if (!self.many) requestAnimationFrame(() => input.select());
}

function type(self, input) {
  const { box } = self;
  if (!isOpen(self.id)) openPopup(self.id, input.closest('.combo-field'));
  box.query = input.value;
  box.active = 0;
  if (self.groups === null) ask(self);
  redraw();
}

function ask({ box, place, item }) {
  const least = item.min_query_length ?? MIN_QUERY;
  clearTimeout(box.timer);
  box.turn += 1;
  const turn = box.turn;
  if (box.query.length < least) {
    box.groups = null;
    box.note = words().typeMore(least);
    return;
  }
  box.note = box.groups ? null : words().searching;
  box.timer = setTimeout(async () => {
    const { options, groups, error } = await suggest(place.surface, place.blockId, item, box.query);
    if (turn !== box.turn) return;
    box.groups = error ? null : optionGroups(options, groups);
    box.note = error ?? null;
    redraw();
  }, SUGGEST_AFTER_MS);
}

function pick(self, one) {
  const { many, chosen, item, box } = self;
  box.query = '';
  if (!many) {
    closePopup();
    return take(self, one.bare);
  }
  const had = chosen.some((other) => keyOf(other) === one.key);
  const full = !had && item.max_selected_items && chosen.length >= item.max_selected_items;
  if (full) {
    box.note = words().chooseAtMost(item.max_selected_items);
    return closePopup();
  }
  return take(self, had ? chosen.filter((other) => keyOf(other) !== one.key) : [...chosen, one.bare]);
}

function take({ place, item }, bare) {
  return choose(place.surface, place.blockId, item, bare, place);
}

function onKey(self, event) {
  const { id, box, chosen, many } = self;
  const open = isOpen(id);
  const listed = open ? flatten(self) : [];
  const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (move) {
    event.preventDefault();
    if (open) box.active = (box.active + move + listed.length) % (listed.length || 1);
    else show(self, event.target);
    redraw();
    document.getElementById(`${id}-${box.active}`)?.scrollIntoView({ block: 'nearest' });
  } else if (event.key === 'Enter' && open) {
    event.preventDefault();
    listed[box.active]?.pick();
  } else if (event.key === 'Escape' && open) {
    event.preventDefault();
    event.stopPropagation();
    closePopup();
  } else if (event.key === 'Backspace' && many && box.query === '' && chosen.length > 0) {
    take(self, chosen.slice(0, -1));
  }
}

/** Leaving the field closes its list, unless the list itself was clicked. */
function closeSoon(id) {
  setTimeout(() => {
    if (isOpen(id) && document.activeElement?.id !== id) closePopup();
  }, 120);
}
