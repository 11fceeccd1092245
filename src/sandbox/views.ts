import { type InputState, stateOf } from './elements.ts';
import { newId, newSecret } from './ids.ts';
import { isJson, type Json, objects, text } from './json.ts';
import type { View } from './protocol.ts';
import { completed } from './text.ts';

/** A modal or Home tab as the workspace keeps it. */
export type StoredView = {
  id: string;
  type: 'modal' | 'home';
  user: string;
  title: Json | null;
  submit: Json | null;
  close: Json | null;
  blocks: Json[];
  privateMetadata: string;
  callbackId: string;
  externalId: string;
  clearOnClose: boolean;
  notifyOnClose: boolean;
  hash: string;
  rootId: string;
  previousId: string | null;
  state: InputState;
};

const asText = (value: unknown): Json | null => (isJson(value) ? (completed(value) as Json) : null);

/** Makes a stored view of a checked `view` argument. `before` is the view it replaces: id, place and inputs are kept. */
export function buildView(
  view: Json,
  user: string,
  now: number,
  before: StoredView | null,
  below: StoredView | null,
): StoredView {
  const blocks = objects(completed(view.blocks));
  const id = before?.id ?? newId('V');
  return {
    id,
    type: view.type === 'home' ? 'home' : 'modal',
    user,
    title: asText(view.title),
    submit: asText(view.submit),
    close: asText(view.close),
    blocks,
    privateMetadata: text(view.private_metadata),
    callbackId: text(view.callback_id),
    externalId: text(view.external_id),
    clearOnClose: view.clear_on_close === true,
    notifyOnClose: view.notify_on_close === true,
    hash: `${Math.floor(now / 1_000)}.${newSecret(4)}`,
    rootId: before?.rootId ?? below?.rootId ?? id,
    previousId: before ? before.previousId : (below?.id ?? null),
    state: stateOf(blocks, before?.state),
  };
}

/** The view as Slack's Web API and payloads show it. */
export function viewOutput(view: StoredView, app: { teamId: string; appId: string; botId: string }): Json {
  return {
    id: view.id,
    team_id: app.teamId,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: view.state },
    hash: view.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: view.close,
    submit: view.submit,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: app.appId,
    external_id: view.externalId,
    app_installed_team_id: app.teamId,
    bot_id: app.botId,
  };
}

/** The view as the page draws it. */
export function viewOnPage(view: StoredView): View {
  const label = (value: Json | null): string | null => (value ? text(value.text) : null);
  return {
    id: view.id,
    type: view.type,
    callbackId: view.callbackId,
    title: label(view.title) ?? '',
    submit: label(view.submit),
    close: label(view.close),
    blocks: view.blocks,
    hash: view.hash,
    state: view.state,
  };
}

/** The modals that each person has open, the top one last. Slack keeps at most three. */
export type Modals = ReturnType<typeof createModals>;

export function createModals() {
  const stacks = new Map<string, StoredView[]>();
  const all = (): StoredView[] => [...stacks.values()].flat();
  return {
    of: (user: string): readonly StoredView[] => stacks.get(user) ?? [],
    byId: (id: string): StoredView | undefined => all().find((view) => view.id === id),
    byExternalId: (id: string): StoredView | undefined => all().find((view) => view.externalId === id),
    set(user: string, views: readonly StoredView[]): void {
      if (views.length === 0) stacks.delete(user);
      else stacks.set(user, [...views]);
    },
    replace(view: StoredView): void {
      const stack = stacks.get(view.user) ?? [];
      stacks.set(
        view.user,
        stack.map((one) => (one.id === view.id ? view : one)),
      );
    },
  };
}
