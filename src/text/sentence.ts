/** The same words with a capital at the beginning. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
