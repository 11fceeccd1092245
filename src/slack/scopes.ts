/** What the bot asks a workspace for; the manifests say the same, and a test holds them together. */
export const SCOPES = [
  'app_mentions:read',
  'chat:write',
  'commands',
  'dnd:read',
  'files:write',
  'im:history',
  'im:write',
  'users:read',
];
