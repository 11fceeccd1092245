/** As often as it is measured: what else the process and the machine do lengthens some of the times and not all. */
const TIMES = 3;
/** Less than this is nothing, however it grows: what the engine does beside takes as long. */
const NOTHING_MS = 4;

/**
 * How many times as long the processor works on the longer text as on the shorter: about as many times as it is longer
 * where work grows with the length, about the square of that where each sign is looked at again for each other. The
 * speed of the machine and what else it does make no difference.
 */
export function growth(work: (text: string) => void, shorter: string, longer: string): number {
  const least = (text: string): number =>
    Math.max(NOTHING_MS, Math.min(...Array.from({ length: TIMES }, () => processorMs(() => work(text)))));
  return least(longer) / least(shorter);
}

/** Milliseconds for which this thread had the processor. */
function processorMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
