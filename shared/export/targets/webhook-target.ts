import { createHmac } from 'node:crypto';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { Clock } from '../../runtime/clock';
import { defenderEvent } from '../defender-event';
import type { OutgoingRecord, Stream } from '../record';
import { type EncodedRecord, REQUEST_TIMEOUT_MS, refusalOf, type Target, TargetUnavailable } from '../target';
import { isPublicAddress, publicLookup } from './guarded-address';

export interface WebhookOptions {
  uri: string;
  /** Without one the address itself is the key: it holds a secret that both sides know. */
  signingKey?: string | undefined;
  /** For tests and the local stack: also plain http, and addresses that are not public. */
  allowsLocal: boolean;
  clock: Clock;
  /** In milliseconds. */
  timeout?: number;
}

/** Of an answer that is read, in bytes. */
const MOST_READ = 2_000;

/** A webhook: one request for each record, with a signature. It follows no redirects and reaches no private address. */
export class WebhookTarget implements Target {
  readonly maxBytes = 1_000_000;
  readonly maxRecords = 1;
  readonly #url: URL;
  readonly #agent: HttpAgent;

  /** Throws an `Error` for an address that {@link problemOfUri} finds fault with. */
  constructor(private readonly options: WebhookOptions) {
    const problem = problemOfUri(options.uri, options.allowsLocal);
    if (problem !== undefined) throw new Error(problem);
    this.#url = new URL(options.uri);
    // One connection for a run: to the address that was looked at when it was made.
    const connection = { keepAlive: true, maxSockets: 1, ...(options.allowsLocal ? {} : { lookup: publicLookup }) };
    this.#agent = this.#url.protocol === 'https:' ? new HttpsAgent(connection) : new HttpAgent(connection);
  }

  encode({ id, source, isSnapshot }: OutgoingRecord): EncodedRecord {
    const body = { ...defenderEvent(source), ...(isSnapshot ? { IsSnapshot: true } : {}) };
    return { id, body, bytes: Buffer.byteLength(JSON.stringify(body)) };
  }

  async send(_: Stream, records: readonly EncodedRecord[]): Promise<{ requestId: string }> {
    let requestId = '';
    for (const { id, body } of records) requestId = await this.#post(id, JSON.stringify(body));
    return { requestId };
  }

  async close(): Promise<void> {
    this.#agent.destroy();
  }

  async #post(recordId: string, body: string): Promise<string> {
    const { clock, signingKey, timeout = REQUEST_TIMEOUT_MS, uri } = this.options;
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Sinter',
      'x-sinter-record-id': recordId,
      'x-sinter-signature': signatureOf(body, signingKey ?? uri, Math.floor(clock() / 1_000)),
    };
    const send = this.#url.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const request = send(this.#url, { method: 'POST', headers, agent: this.#agent, signal: AbortSignal.timeout(timeout) });
      request.once('error', (error) => reject(new TargetUnavailable(error.message, 0)));
      request.once('response', (response) => {
        const status = response.statusCode ?? 0;
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part.slice(0, MOST_READ - text.length);
          if (text.length >= MOST_READ) response.destroy();
        });
        response.once('error', () => undefined);
        response.once('close', () => {
          const requestId = String(response.headers['x-ms-request-id'] ?? response.headers['x-request-id'] ?? '').slice(0, 200);
          if (status >= 200 && status < 300) resolve(requestId);
          else reject(refusalOf(status, text, response.headers['retry-after'], clock(), requestId));
        });
      });
      request.end(body);
    });
  }
}

/** `t=<seconds>,v1=<hex>`: HMAC-SHA-256 of the seconds, a point and the body. A receiver compares it and refuses what is old. */
export function signatureOf(body: string, key: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`;
}

/** Why an address is no webhook; undefined when it may be one. Never repeats the address, which is a secret. */
export function problemOfUri(uri: string, allowsLocal: boolean): string | undefined {
  if (!URL.canParse(uri)) return 'The uri of a LogicApp action is no URL.';
  const url = new URL(uri);
  if (url.protocol !== 'https:' && !(allowsLocal && url.protocol === 'http:'))
    return 'The uri of a LogicApp action must begin with https://.';
  if (url.username !== '' || url.password !== '') return 'The uri of a LogicApp action must not hold a user name or password.';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A literal address is never looked up.
  if (!allowsLocal && isIP(host) !== 0 && !isPublicAddress(host))
    return 'The uri of a LogicApp action is at an address that is not public.';
  return undefined;
}
