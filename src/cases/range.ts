export { inRange, parseRange, type Range } from '../interview/range.ts';
