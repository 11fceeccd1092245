import { expect, test } from 'vitest';
import { uploadMs } from '../../src/slack/send-files.ts';

test('an exported file as long as the data has minutes to arrive, a picture some seconds', () => {
  expect(uploadMs(20_000_000)).toBe(215_000);
  expect(uploadMs(40_001)).toBe(15_401);
});
