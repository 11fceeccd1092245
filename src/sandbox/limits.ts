export type Problem = { code: string; messages: string[] };
export function messageProblems(_text: string, _blocks: unknown): Problem | null {
  return null;
}
export function viewProblems(_view: unknown, _type: 'modal' | 'home'): Problem | null {
  return null;
}
export function optionProblems(_answer: unknown): Problem | null {
  return null;
}
