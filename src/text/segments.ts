const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
/** A full stop behind one of these ends no sentence: a name follows, and would look like the first word of one. */
const ABBREVIATION = /(?:^|[^\p{L}])(?:mr|mrs|ms|dr|prof|st|sr|jr|vs|no|г|гг|тов|ул|им)\.\s*$/iu;

/** The sentences of a text without the white space around them. UTF-16 code units. */
export function sentenceSpans(text: string): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  let open: number | null = null;
  for (const { segment, index } of segmenter.segment(text)) {
    const start: number = open ?? index;
    const end = index + segment.length;
    open = ABBREVIATION.test(segment) && end < text.length ? start : null;
    if (open !== null) continue;
    const whole = text.slice(start, end);
    const from = start + whole.length - whole.trimStart().length;
    const to = Math.max(from, start + whole.trimEnd().length);
    if (to > from) spans.push({ start: from, end: to });
  }
  return spans;
}
