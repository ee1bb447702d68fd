/** A refusal in the form of Azure Resource Manager. Everything that the API answers besides a success is one of these. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    /** Stable, for programs, e.g. `ResourceNotFound`. */
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
    readonly details: ErrorDetail[] = [],
  ) {
    super(message);
  }

  body(): ErrorBody {
    const details = this.details.length > 0 ? { details: this.details } : {};
    return { error: { code: this.code, message: this.message, ...details } };
  }
}

export interface ErrorDetail {
  code: string;
  message: string;
  /** The part of the request that is wrong. */
  target?: string;
}

export interface ErrorBody {
  error: { code: string; message: string; details?: ErrorDetail[] };
}

export function badRequest(message: string, code = 'BadRequest'): ApiError {
  return new ApiError(400, code, message);
}

/** The request body does not fit the schema. */
export function invalidContent(details: ErrorDetail[]): ApiError {
  const first = details[0];
  const where = first?.target ? ` at '${first.target}'` : '';
  return new ApiError(
    400,
    'InvalidRequestContent',
    `The request content is not valid${where}: ${first?.message ?? 'unreadable'}`,
    {},
    details,
  );
}

export function notFound(what: string): ApiError {
  return new ApiError(404, 'ResourceNotFound', `${what} was not found.`);
}

/** The words by which users of Azure know a stale etag. */
export function staleEtag(resource: string): ApiError {
  return new ApiError(409, 'Conflict', `Newer version of resource '${resource}' exists. Data was not saved.`);
}

export function conflict(message: string, code = 'Conflict'): ApiError {
  return new ApiError(409, code, message);
}

export function tooLarge(limitBytes: number): ApiError {
  return new ApiError(413, 'ContentLengthLimitExceeded', `The request content exceeds ${limitBytes} bytes.`);
}

/** `seconds`: when to try again. */
export function tooManyRequests(seconds: number): ApiError {
  const message = `The rate limit is exceeded. Try again in ${seconds} s.`;
  return new ApiError(429, 'TooManyRequests', message, { 'retry-after': String(seconds) });
}

/** The store cannot be reached, or has no capacity left. */
export function unavailable(seconds: number): ApiError {
  return new ApiError(503, 'ServiceUnavailable', 'The store does not answer at the moment.', { 'retry-after': String(seconds) });
}
