import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** Headers of one connection, not of the message. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade', 'expect'];

const INVOCATION_ID = 'x-ms-invocation-id';

/**
 * HTTP streaming (`app.setup({ enableHttpStream: true })`): the library has a server of its own, `proxyUri`, and there waits for the request that carries the
 * id of the invocation; it streams the answer back on that connection. `invoke` runs the function. Rejects when the function or the connection fails.
 */
export async function streamThrough(
  proxyUri: string,
  invocationId: string,
  request: IncomingMessage,
  response: ServerResponse,
  invoke: () => Promise<unknown>,
): Promise<void> {
  const { hostname, port } = new URL(proxyUri);
  const outgoing = httpRequest({
    hostname,
    port,
    path: request.url,
    method: request.method,
    headers: {
      ...endToEnd(request.headers),
      [INVOCATION_ID]: invocationId,
      // What a front end before the host has said stays.
      'x-forwarded-host': request.headers['x-forwarded-host'] ?? request.headers.host ?? 'localhost',
      'x-forwarded-proto': request.headers['x-forwarded-proto'] ?? 'http',
    },
    // A connection per request: one kept open could be closed by the library's server just as the next request goes out.
    agent: false,
  });
  const answered = new Promise<void>((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 500, endToEnd(answer.headers));
      pipeline(answer, response).then(resolve, reject);
    });
  });
  // The function may answer without having read all of the request, and the client may go away: both show on the answer.
  pipeline(request, outgoing).catch((error) => outgoing.destroy(error));
  response.once('close', () => response.writableFinished || outgoing.destroy(new Error('The client has closed the connection')));
  // The answer can only fail after the function has begun to run, so both are watched from the start.
  const invoked = invoke().catch((error) => {
    outgoing.destroy();
    throw error;
  });
  const [invocation, answer] = await Promise.allSettled([invoked, answered]);
  if (invocation.status === 'rejected') throw invocation.reason;
  if (answer.status === 'rejected') throw answer.reason;
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name) && name !== INVOCATION_ID);
  return Object.fromEntries(kept);
}
