/** One thing that doctor looked at. `says` what was found; `remedy` what to do, `null` where there is nothing to do. */
export type Finding = {
  name: string;
  state: 'ok' | 'warning' | 'fault';
  says: string;
  remedy: string | null;
};

export const ok = (name: string, says: string): Finding => ({ name, state: 'ok', says, remedy: null });
export const warning = (name: string, says: string, remedy: string): Finding => ({
  name,
  state: 'warning',
  says,
  remedy,
});
export const fault = (name: string, says: string, remedy: string | null): Finding => ({
  name,
  state: 'fault',
  says,
  remedy,
});
