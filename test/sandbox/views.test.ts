import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { type Person, personAt, plain, until, withBolt } from './harness.ts';

const question = (blockId: string, element: object) => ({
  type: 'input',
  block_id: blockId,
  label: plain('Question'),
  element,
});

function modal(extra: object = {}): ModalView {
  const blocks = [question('name', { type: 'plain_text_input', action_id: 'a', max_length: 5 })];
  return {
    type: 'modal',
    callback_id: 'm',
    title: plain('Title'),
    submit: plain('Save'),
    blocks,
    ...extra,
  } as ModalView;
}

/** Runs the command, which opens `view`, and gives the modal on screen. */
async function openModal(person: Person) {
  await person.act({ act: 'command', channel: 'C0SALES', command: '/persona', text: '' });
  return until(async () => (await person.state()).modals.at(-1));
}

const opening =
  (view: ModalView, more: (app: App) => void = () => {}) =>
  (app: App): void => {
    app.command('/persona', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view });
    });
    more(app);
  };

const submit = (person: Person, view: string, value: string) =>
  person.act({ act: 'submit', view, state: { name: { a: { value } } } });

async function errorOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no error',
    (error: { data?: { error?: string } }) => error.data?.error ?? String(error),
  );
}

test('the app can refuse fields, and the window stays open', async () => {
  const { sandbox, stop } = await withBolt(
    opening(modal(), (app) => {
      app.view('m', ({ ack }) => ack({ response_action: 'errors', errors: { name: 'No.' } }));
    }),
  );
  const anna = personAt(sandbox, 'U0ANNA');
  const { id } = await openModal(anna);
  expect(await submit(anna, id, 'Acme')).toMatchObject({ ok: false, errors: { name: 'No.' } });
  expect((await anna.state()).modals).toHaveLength(1);
  await stop();
});

test('the client refuses a text that is too long before the app hears of it', async () => {
  let heard = 0;
  const { sandbox, stop } = await withBolt(
    opening(modal(), (app) => {
      app.view('m', async ({ ack }) => {
        heard += 1;
        await ack();
      });
    }),
  );
  const anna = personAt(sandbox, 'U0ANNA');
  const { id } = await openModal(anna);
  const answer = await submit(anna, id, 'too long');
  expect(answer).toMatchObject({ errors: { name: 'Please shorten this to 5 characters or fewer.' } });
  expect(heard).toBe(0);
  await stop();
});

test('errors that name no input are shown as trouble, as in Slack', async () => {
  const { sandbox, stop } = await withBolt(
    opening(modal(), (app) => {
      app.view('m', ({ ack }) => ack({ response_action: 'errors', errors: { nowhere: 'No.' } }));
    }),
  );
  const anna = personAt(sandbox, 'U0ANNA');
  const { id } = await openModal(anna);
  expect(await submit(anna, id, 'Acme')).toEqual({
    ok: false,
    error: 'We had some trouble connecting. Try again?',
    code: 'invalid_errors',
  });
  await stop();
});

test('a submission can change the window, push another on top and clear them all', async () => {
  const { sandbox, stop } = await withBolt(
    opening(modal(), (app) => {
      app.view('m', ({ ack }) =>
        ack({ response_action: 'update', view: modal({ callback_id: 'm2', title: plain('Second') }) }),
      );
      app.view('m2', ({ ack }) =>
        ack({ response_action: 'push', view: modal({ callback_id: 'm3', title: plain('Third') }) }),
      );
      app.view('m3', ({ ack }) => ack({ response_action: 'clear' }));
    }),
  );
  const anna = personAt(sandbox, 'U0ANNA');
  const { id } = await openModal(anna);
  await submit(anna, id, 'Acme');
  const second = (await anna.state()).modals;
  expect(second.map((view) => [view.id, view.title])).toEqual([[id, 'Second']]);
  expect(second[0]?.state).toEqual({ name: { a: { type: 'plain_text_input', value: 'Acme' } } });
  await submit(anna, id, 'Acme');
  const third = (await anna.state()).modals;
  expect(third.map((view) => view.title)).toEqual(['Second', 'Third']);
  await submit(anna, third[1]?.id ?? '', 'Acme');
  expect((await anna.state()).modals).toEqual([]);
  await stop();
});

test('an old hash is a conflict, and a fourth window is one too many', async () => {
  const results: string[] = [];
  const { sandbox, stop } = await withBolt((app) => {
    app.command('/persona', async ({ ack, body, client }) => {
      await ack();
      const opened = await client.views.open({ trigger_id: body.trigger_id, view: deeper() });
      const { id = '', hash = '' } = opened.view ?? {};
      await client.views.update({ view_id: id, hash, view: deeper() });
      results.push(await errorOf(client.views.update({ view_id: id, hash, view: deeper() })));
      results.push(await errorOf(client.views.open({ trigger_id: body.trigger_id, view: deeper() })));
    });
    app.action('deeper', async ({ ack, body, client }) => {
      await ack();
      if (body.type !== 'block_actions') return;
      results.push(await errorOf(client.views.push({ trigger_id: body.trigger_id, view: deeper() })));
    });
  });
  const anna = personAt(sandbox, 'U0ANNA');
  await openModal(anna);
  await until(() => results.length === 2);
  for (const expected of [3, 4, 5]) {
    const top = (await anna.state()).modals.at(-1)!;
    await anna.act({ act: 'block_action', view: top.id, blockId: 'b', actionId: 'deeper' });
    await until(() => results.length === expected);
  }
  expect(results).toEqual([
    'hash_conflict',
    'exchanged_trigger_id',
    'no error',
    'no error',
    'push_limit_reached',
  ]);
  await stop();
});

function deeper(): ModalView {
  const button = { type: 'button', action_id: 'deeper', text: plain('Deeper') };
  return {
    type: 'modal',
    callback_id: 'deeper',
    title: plain('Deeper'),
    blocks: [{ type: 'actions', block_id: 'b', elements: [button] }],
  } as ModalView;
}

test('closing is told to the app only where it asked for it', async () => {
  const closed: string[] = [];
  const { sandbox, stop } = await withBolt(
    opening(modal({ notify_on_close: true }), (app) => {
      app.view({ callback_id: 'm', type: 'view_closed' }, async ({ ack, body }) => {
        closed.push(body.view.id);
        await ack();
      });
    }),
  );
  const anna = personAt(sandbox, 'U0ANNA');
  const { id } = await openModal(anna);
  expect(await anna.act({ act: 'close', view: id })).toEqual({ ok: true });
  expect(closed).toEqual([id]);
  expect((await anna.state()).modals).toEqual([]);
  await stop();
});

test('options are looked up by the app, and only an offered one can be chosen', async () => {
  const chosen: unknown[] = [];
  const external = { type: 'external_select', action_id: 'c', min_query_length: 2 };
  const { sandbox, stop } = await withBolt(
    opening(modal({ blocks: [question('customer', external)] }), (app) => {
      app.options('c', ({ ack, options }) =>
        ack({ options: [{ text: plain(`${options.value}!`), value: 'acme' }] }),
      );
      app.view('m', async ({ ack, view }) => {
        chosen.push(view.state.values.customer?.c?.selected_option);
        await ack();
      });
    }),
  );
  const anna = personAt(sandbox, 'U0ANNA');
  const { id } = await openModal(anna);
  const place = { view: id, blockId: 'customer', actionId: 'c' };
  expect(await anna.act({ act: 'suggest', ...place, query: 'a' })).toEqual({ ok: true, options: [] });
  const found = await anna.act({ act: 'suggest', ...place, query: 'ac' });
  expect(found).toMatchObject({ ok: true, options: [{ value: 'acme' }] });
  const choose = (value: string) =>
    anna.act({ act: 'submit', view: id, state: { customer: { c: { selected_option: { value } } } } });
  expect(await choose('other')).toMatchObject({ ok: false, code: 'invalid_option' });
  expect(await choose('acme')).toEqual({ ok: true });
  expect(chosen).toEqual([{ text: { type: 'plain_text', text: 'ac!' }, value: 'acme' }]);
  await stop();
});

test('the Home tab is published when it is opened, and a click in it comes with its state', async () => {
  const actions: unknown[] = [];
  const { sandbox, stop } = await withBolt((app) => {
    app.event('app_home_opened', async ({ event, client }) => {
      const picker = { type: 'datepicker', action_id: 'day', initial_date: '2026-11-02' };
      await client.views.publish({
        user_id: event.user,
        view: {
          type: 'home',
          blocks: [{ type: 'actions', block_id: 'b', elements: [picker] }],
        } as never,
      });
    });
    app.action('day', async ({ ack, body }) => {
      await ack();
      if (body.type === 'block_actions')
        actions.push(body.actions[0], body.view?.state.values, body.container);
    });
  });
  const ben = personAt(sandbox, 'U0BEN');
  await ben.act({ act: 'open_home', tab: 'home' });
  const home = await until(async () => (await ben.state()).home);
  const value = { selected_date: '2026-11-03' };
  await ben.act({ act: 'block_action', view: home.id, blockId: 'b', actionId: 'day', value });
  await until(() => actions.length === 3);
  expect(actions[0]).toMatchObject({
    action_id: 'day',
    selected_date: '2026-11-03',
    initial_date: '2026-11-02',
  });
  expect(actions[1]).toEqual({ b: { day: { type: 'datepicker', selected_date: '2026-11-03' } } });
  expect(actions[2]).toEqual({ type: 'view', view_id: home.id });
  await stop();
});

test('a click on what is no longer on screen is refused by the client', async () => {
  const { sandbox, stop } = await withBolt(opening(deeper()));
  const anna = personAt(sandbox, 'U0ANNA');
  const { id } = await openModal(anna);
  const click = (view: string, actionId: string) =>
    anna.act({ act: 'block_action', view, blockId: 'b', actionId });
  expect(await click(id, 'other')).toMatchObject({ ok: false, code: 'action_not_found' });
  expect(await click('V0OTHER', 'deeper')).toMatchObject({ ok: false, code: 'view_not_found' });
  expect(await personOf(sandbox, 'U0BEN', id)).toMatchObject({ ok: false, code: 'view_not_found' });
  await stop();
});

function personOf(sandbox: Sandbox, user: string, view: string) {
  return personAt(sandbox, user).act({ act: 'block_action', view, blockId: 'b', actionId: 'deeper' });
}
