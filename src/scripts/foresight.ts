import type { Script } from './script.ts';

const TRAITS: readonly string[] = ['macro', 'subtle'];

/**
 * True where a script asks about problem customers and nothing that could be known before the sale: its answers describe
 * a persona, and no lead can be told by them. `observable` is `after_sale` where a script does not say.
 */
export function lacksForesight({ case: kind, questions }: Script): boolean {
  return (
    kind === 'problem' &&
    !questions.some(
      ({ observable, level, type, protected: guarded }) =>
        observable === 'before_sale' && TRAITS.includes(level) && type !== 'text' && !guarded,
    )
  );
}
