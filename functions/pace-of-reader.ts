import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** How the host names the invocation in the request that it passes on to the library's own server. */
const INVOCATION_ID = 'x-ms-invocation-id';

/** Answers that the library's server has begun, by invocation. */
const answers = new Map<string, ServerResponse>();

subscribe('http.server.request.start', (message) => {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
  const id = request.headers[INVOCATION_ID];
  if (typeof id !== 'string') return;
  answers.set(id, response);
  response.once('close', () => answers.delete(id));
});

/**
 * The stream, read no faster than its reader takes it. The library writes a streamed answer without ever waiting: a report of a million alerts for a slow
 * client would pile up in memory. Ends early when the client goes away.
 */
export function atPaceOfReader(body: ReadableStream<Uint8Array>, invocationId: string): ReadableStream<Uint8Array> {
  const answer = answers.get(invocationId);
  if (answer === undefined) return body;
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await drained(answer);
        const { value, done } = answer.destroyed ? await given(reader) : await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

/** Until more can be written, or nobody is there to write to. */
async function drained(answer: ServerResponse): Promise<void> {
  if (answer.destroyed || !answer.writableNeedDrain) return;
  const settled = new AbortController();
  const { signal } = settled;
  await Promise.race([once(answer, 'drain', { signal }), once(answer, 'close', { signal })]).finally(() => settled.abort());
}

/** Nobody wants the rest. */
async function given(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<{ value?: undefined; done: true }> {
  await reader.cancel();
  return { done: true };
}
