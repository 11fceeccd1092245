/** A persona is a few kilobytes: what is a hundred times longer is no answer. */
const MOST_BYTES = 512 * 1024;

/** A reply that was given up in the middle because it went on and on. */
export class TooLong extends Error {}

/** The same `fetch`, but a reply is read up to a limit only, so that an endpoint cannot fill the memory. */
export function capped(send: typeof fetch, mostBytes = MOST_BYTES): typeof fetch {
  return async (input, init) => {
    const response = await send(input, init);
    if (response.body === null) return response;
    let bytes = 0;
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          bytes += chunk.byteLength;
          if (bytes > mostBytes) controller.error(new TooLong(`a reply of more than ${mostBytes} bytes`));
          else controller.enqueue(chunk);
        },
      }),
    );
    const { status, statusText, headers } = response;
    return new Response(counted, { status, statusText, headers });
  };
}
