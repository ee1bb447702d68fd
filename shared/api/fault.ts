import { type Log, line } from '../runtime/log';
import { ApiError, unavailable } from './api-error';

/** What the store answers, or does, when it cannot serve for the moment. */
const STORE_IS_BUSY = new Set<unknown>([
  408,
  429,
  449,
  503,
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENOTFOUND',
  'REQUEST_SEND_ERROR',
  'TimeoutError',
]);
const RETRY_AFTER_SECONDS = 2;

/** Any failure as an answer. What is no refusal of ours is logged, and the answer says nothing of it but the id to look for. */
export function toApiError(error: unknown, log: Log | undefined, correlationId: string): ApiError {
  if (error instanceof ApiError) return error;
  const { code, statusCode, name, message, stack } = error as {
    code?: unknown;
    statusCode?: unknown;
    name?: string;
    message?: string;
    stack?: string;
  };
  if ([code, statusCode, name].some((mark) => STORE_IS_BUSY.has(mark))) {
    log?.warn(line('The store does not answer a request', { correlationId, code: code ?? statusCode, message }));
    return unavailable(RETRY_AFTER_SECONDS);
  }
  log?.error(line('A request failed', { correlationId, code, message: message ?? String(error), stack }));
  return new ApiError(500, 'InternalServerError', `The request failed. Its correlation id is '${correlationId}'.`);
}
