import type { Counters } from './counters';
import { isRefusal, type Refusal } from './fault-injection';

/** What another process may steer. */
export interface Controlled {
  readonly counters: Counters;
  refuse(kind: Refusal): void;
  restore(): void;
}

/**
 * The answer to a request for the server itself, outside the paths of Cosmos DB: `GET /_local/counters`, `POST /_local/refuse/{429|503|disconnect}`,
 * `POST /_local/restore`. Undefined when it is none of these. Answered while all others are refused.
 */
export function control(server: Controlled, method: string | undefined, path: string | undefined): object | undefined {
  const [, kind] = path?.match(/^\/_local\/refuse\/(\w+)$/) ?? [];
  if (method === 'GET' && path === '/_local/counters') {
    return server.counters;
  }
  if (method === 'POST' && path === '/_local/restore') {
    server.restore();
    return {};
  }
  if (method === 'POST' && kind && isRefusal(kind)) {
    server.refuse(kind === 'disconnect' ? kind : (Number(kind) as 429 | 503));
    return {};
  }
  return undefined;
}
