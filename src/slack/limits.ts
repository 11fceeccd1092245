export type Limits = ReturnType<typeof createLimits>;

/**
 * Which Web API methods Slack has asked to leave alone for a while. Posting is limited by conversation, which the
 * queue of that conversation waits out; every other method is limited for the whole workspace.
 */
export function createLimits(nowMs: () => number = () => performance.now()) {
  const until = new Map<string, { workspace: number; method: string; atMs: number }>();
  return {
    hold(workspace: number, method: string, forMs: number): void {
      if (method === 'chat.postMessage') return;
      until.set(`${workspace} ${method}`, { workspace, method, atMs: nowMs() + forMs });
    },
    isHeld(workspace: number, method: string): boolean {
      return (until.get(`${workspace} ${method}`)?.atMs ?? 0) > nowMs();
    },
    /** The workspaces in which this method is left alone now. */
    heldFor(method: string): number[] {
      return [...until.values()].flatMap((one) =>
        one.method === method && one.atMs > nowMs() ? [one.workspace] : [],
      );
    },
  };
}
