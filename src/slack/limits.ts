export type Limits = ReturnType<typeof createLimits>;

/**
 * Which Web API methods Slack has asked to leave alone for a while. Posting is limited by conversation, which the
 * queue of that conversation waits out; every other method is limited for the whole workspace.
 */
export function createLimits(nowMs: () => number = () => performance.now()) {
  const untilMs = new Map<string, number>();
  return {
    hold(workspace: number, method: string, forMs: number): void {
      if (method !== 'chat.postMessage') untilMs.set(`${workspace} ${method}`, nowMs() + forMs);
    },
    isHeld(workspace: number, method: string): boolean {
      return (untilMs.get(`${workspace} ${method}`) ?? 0) > nowMs();
    },
  };
}
