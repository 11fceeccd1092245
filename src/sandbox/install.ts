import { newSecret } from './ids.ts';
import { Refusal } from './refusal.ts';

/** The app's client, as its page of settings would show it. */
export const CLIENT_ID = '1.0';
export const CLIENT_SECRET = 'sandbox-client-secret';

export type Install = ReturnType<typeof createInstall>;

/** Installing and uninstalling the one app; it is installed at first. */
export function createInstall() {
  const codes = new Map<string, string>();
  return {
    redirectUrl: null as string | null,
    isInstalled: true,
    issue(scope: string): string {
      const code = `code-${newSecret(8)}`;
      codes.set(code, scope);
      return code;
    },
    /** The scopes that were allowed with a code, once. */
    spend(code: string): string {
      const scope = codes.get(code);
      if (scope === undefined) throw new Refusal('invalid_code');
      codes.delete(code);
      return scope;
    },
  };
}
