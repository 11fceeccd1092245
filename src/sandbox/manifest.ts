import { readFileSync } from 'node:fs';
import { isJson, type Json, objects, text } from './json.ts';

/** What the workspace needs to know of an app: read from its manifest, as Slack does at installation. */
export type AppProfile = {
  name: string;
  commands: { command: string; description: string; usageHint: string; escapes: boolean }[];
  shortcuts: { name: string; type: 'message' | 'global'; callbackId: string }[];
  botEvents: string[];
  scopes: string[];
  homeTab: boolean;
  messagesTab: boolean;
  messagesReadOnly: boolean;
};

const manifestFile = new URL('../../manifest.json', import.meta.url);

const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isJson(inner) ? inner[key] : undefined), value);

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

/** Reads a parsed manifest; without one, the `manifest.json` of this repository. */
export function readProfile(manifest?: unknown): AppProfile {
  const source: unknown = manifest ?? JSON.parse(readFileSync(manifestFile, 'utf8'));
  return {
    name: text(at(source, 'display_information', 'name'), 'App'),
    commands: objects(at(source, 'features', 'slash_commands')).map((entry: Json) => ({
      command: text(entry.command),
      description: text(entry.description),
      usageHint: text(entry.usage_hint),
      escapes: entry.should_escape === true,
    })),
    shortcuts: objects(at(source, 'features', 'shortcuts')).map((entry: Json) => ({
      name: text(entry.name),
      type: entry.type === 'message' ? 'message' : 'global',
      callbackId: text(entry.callback_id),
    })),
    botEvents: strings(at(source, 'settings', 'event_subscriptions', 'bot_events')),
    scopes: [
      ...strings(at(source, 'oauth_config', 'scopes', 'bot')),
      ...strings(at(source, 'oauth_config', 'scopes', 'bot_optional')),
    ],
    homeTab: at(source, 'features', 'app_home', 'home_tab_enabled') === true,
    messagesTab: at(source, 'features', 'app_home', 'messages_tab_enabled') === true,
    messagesReadOnly: at(source, 'features', 'app_home', 'messages_tab_read_only_enabled') === true,
  };
}
