/** A JSON answer. Its length is told, so that small ones are not compressed. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  const bytes = Buffer.from(JSON.stringify(body));
  return new Response(bytes, {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': String(bytes.length), ...headers },
  });
}

/** An answer without content: clients of Azure take it for success where, and only where, their specification names 204. */
export function noContent(headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 204, headers });
}

/** A stream of lines or cells, written as the client reads it. */
export function streamed(chunks: AsyncIterable<string | Uint8Array>, contentType: string, headers: Record<string, string> = {}): Response {
  const encoder = new TextEncoder();
  const iterator = chunks[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, { status: 200, headers: { 'content-type': contentType, ...headers } });
}
