import type { Core } from '../core.ts';
import { isJson, type Json, text } from '../json.ts';
import { viewProblems } from '../limits.ts';
import { Refusal, refusalWith } from '../refusal.ts';
import { buildView, type StoredView, viewOutput } from '../views.ts';
import type { Methods } from './method.ts';

/** A person has at most so many modals on top of each other. */
const STACK_MAX = 3;

export const views: Methods = {
  'views.open': {
    token: 'bot',
    scope: null,
    required: ['trigger_id', 'view'],
    optional: [],
    run: (core, args) => ({ view: viewOutput(openModal(core, args, 'open'), core.identity) }),
  },
  'views.push': {
    token: 'bot',
    scope: null,
    required: ['trigger_id', 'view'],
    optional: [],
    run: (core, args) => ({ view: viewOutput(openModal(core, args, 'push'), core.identity) }),
  },
  'views.update': {
    token: 'bot',
    scope: null,
    required: ['view'],
    optional: ['view_id', 'external_id', 'hash'],
    run: (core, args) => {
      const before =
        args.view_id === undefined
          ? core.modals.byExternalId(text(args.external_id, '-'))
          : (core.modals.byId(text(args.view_id)) ?? homeById(core, text(args.view_id)));
      if (!before) throw new Refusal('not_found');
      const view = checkedView(core, args.view, before.type, before.id);
      if (args.hash !== undefined && args.hash !== before.hash) throw new Refusal('hash_conflict');
      return { view: viewOutput(replaceView(core, before, view), core.identity) };
    },
  },
  'views.publish': {
    token: 'bot',
    scope: null,
    required: ['user_id', 'view'],
    optional: ['hash'],
    run: (core, args) => {
      if (!core.app.homeTab) throw new Refusal('not_enabled');
      const user = core.workspace.users.get(text(args.user_id));
      if (!user || user.deleted) {
        throw refusalWith('invalid_arguments', ['[ERROR] invalid `user_id` [json-pointer:/user_id]']);
      }
      const before = core.workspace.homes.get(user.id) ?? null;
      const view = checkedView(core, args.view, 'home', before?.id ?? null);
      if (args.hash !== undefined && args.hash !== before?.hash) throw new Refusal('hash_conflict');
      return { view: viewOutput(publishHome(core, user.id, view, before), core.identity) };
    },
  },
};

function homeById(core: Core, id: string): StoredView | undefined {
  return [...core.workspace.homes.values()].find((view) => view.id === id);
}

/** Refuses a view that Slack would refuse: its shape, its size, a surface that it may not change, a taken external id. */
export function checkedView(
  core: Core,
  given: unknown,
  type: 'modal' | 'home',
  replacing: string | null,
): Json {
  const problem = viewProblems(given, type);
  if (problem) throw refusalWith(problem.code, problem.messages);
  const view = isJson(given) ? given : {};
  const externalId = text(view.external_id);
  const holder = externalId === '' ? undefined : core.modals.byExternalId(externalId);
  if (holder && holder.id !== replacing) throw new Refusal('duplicate_external_id');
  return view;
}

function openModal(core: Core, args: Json, how: 'open' | 'push'): StoredView {
  const view = checkedView(core, args.view, 'modal', null);
  const trigger = core.triggers.spend(text(args.trigger_id));
  if (!trigger.ok && trigger.error === 'invalid_trigger_id') {
    throw refusalWith('invalid_arguments', ['[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]']);
  }
  if (!trigger.ok) throw new Refusal(trigger.error);
  const stack = core.modals.of(trigger.user);
  const onTop = stack.some((open) => open.id === trigger.view);
  if (how === 'push' && !onTop) throw new Refusal('not_found');
  return pushModal(core, trigger.user, view, onTop);
}

/** Opens a modal, on top of those that are open or instead of them. */
export function pushModal(core: Core, user: string, view: Json, onTop: boolean): StoredView {
  const stack = onTop ? core.modals.of(user) : [];
  if (stack.length >= STACK_MAX) throw new Refusal('push_limit_reached');
  const opened = buildView(view, user, core.now(), null, stack.at(-1) ?? null);
  core.modals.set(user, [...stack, opened]);
  core.changes.tell({ kind: 'modals' }, [user]);
  return opened;
}

/** Puts new content into a view that is on screen. */
export function replaceView(core: Core, before: StoredView, view: Json): StoredView {
  if (before.type === 'home') return publishHome(core, before.user, view, before);
  const changed = buildView(view, before.user, core.now(), before, null);
  core.modals.replace(changed);
  core.changes.tell({ kind: 'modals' }, [before.user]);
  return changed;
}

function publishHome(core: Core, user: string, view: Json, before: StoredView | null): StoredView {
  const home = buildView(view, user, core.now(), before, null);
  core.workspace.commit({ t: 'home', user, view: home });
  core.changes.tell({ kind: 'home' }, [user]);
  return home;
}
