import type { Handlers, Listen } from './turn.ts';

/** What every feature registered, found by the id that Slack sends back. */
export type Registry = Listen & {
  find: {
    action(actionId: string): Handlers['action'] | null;
    view(callbackId: string): Handlers['view'] | null;
    options(actionId: string): Handlers['options'] | null;
    messageShortcut(callbackId: string): Handlers['messageShortcut'] | null;
    globalShortcut(callbackId: string): Handlers['globalShortcut'] | null;
    /** The handler for a command's text, and the text it gets. */
    command(text: string): { handler: Handlers['command']; text: string } | null;
    directMessage(): Handlers['directMessage'][];
    homeOpened(): Handlers['homeOpened'][];
  };
};

/** An empty registry. Registering an id twice is a mistake in the program and throws at start. */
export function createRegistry(): Registry {
  const actions = new Map<string, Handlers['action']>();
  const views = new Map<string, Handlers['view']>();
  const options = new Map<string, Handlers['options']>();
  const messageShortcuts = new Map<string, Handlers['messageShortcut']>();
  const globalShortcuts = new Map<string, Handlers['globalShortcut']>();
  const commands = new Map<string, Handlers['command']>();
  const directMessages: Handlers['directMessage'][] = [];
  const homes: Handlers['homeOpened'][] = [];
  const into =
    <T>(map: Map<string, T>) =>
    (id: string, handler: T) => {
      if (map.has(id)) throw new Error(`${id} is registered twice`);
      map.set(id, handler);
    };
  return {
    action: into(actions),
    view: into(views),
    options: into(options),
    messageShortcut: into(messageShortcuts),
    globalShortcut: into(globalShortcuts),
    command: into(commands),
    words: () => [...commands.keys()].filter((word) => word !== '*'),
    directMessage: (handler) => void directMessages.push(handler),
    homeOpened: (handler) => void homes.push(handler),
    find: {
      action: (id) => actions.get(firstPart(id)) ?? null,
      view: (id) => views.get(firstPart(id)) ?? null,
      options: (id) => options.get(firstPart(id)) ?? null,
      messageShortcut: (id) => messageShortcuts.get(id) ?? null,
      globalShortcut: (id) => globalShortcuts.get(id) ?? null,
      command: (text) => commandFor(commands, text),
      directMessage: () => directMessages,
      homeOpened: () => homes,
    },
  };
}

function firstPart(id: string): string {
  return id.split(':', 1)[0] ?? id;
}

function commandFor(commands: Map<string, Handlers['command']>, whole: string) {
  const text = whole.trim();
  const word = text.split(/\s/, 1)[0] ?? '';
  const named = commands.get(word.toLowerCase());
  if (named && word !== '*') return { handler: named, text: text.slice(word.length).trim() };
  const any = commands.get('*');
  return any ? { handler: any, text } : null;
}
