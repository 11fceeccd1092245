import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What waits for processes, browsers and clocks for longest: begun last, it would be waited for alone. */
const LONGEST = ['kill/', 'soak/', 'browser', 'fuzz/', 'flow.', 'personas/wanted-micro.', 'model/'];

/** Begins with the files that take longest, also where no earlier run has told which those are. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = LONGEST.findIndex((one) => moduleId.includes(`/test/${one}`));
      return found < 0 ? LONGEST.length : found;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
