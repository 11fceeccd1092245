/** A stream of numbers in [0, 1), the same for the same seed. */
export type Random = () => number;

/**
 * sfc32 (Chris Doty-Humphrey, PractRand: a 128-bit chaotic generator with a counter), begun as its author does: the seed
 * in all three words, counter 1, twelve numbers thrown away.
 *
 * @param seed a whole number; its lowest 32 bits count
 */
export function seeded(seed: number): Random {
  let a = seed | 0;
  let b = seed | 0;
  let c = seed | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** A whole number from 0 to `below` - 1. */
export function pick(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/** Shuffles in place (Fisher and Yates, as Durstenfeld gave it, Communications of the ACM 7, 1964). */
export function shuffle<T>(random: Random, list: { [index: number]: T; length: number }): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = pick(random, i + 1);
    const kept = list[i] as T;
    list[i] = list[j] as T;
    list[j] = kept;
  }
}
