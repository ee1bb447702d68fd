/**
 * What the host and `@azure/functions` say to each other. In Azure a language worker stands between them; the names and shapes are the worker's,
 * cut down to what the triggers and bindings of this host use.
 */

/** A value on its way to or from a function: one of the fields is set. */
export interface TypedData {
  string?: string;
  /** JSON text. */
  json?: string;
  bytes?: Uint8Array;
  int?: number;
  double?: number;
  http?: HttpRequestData | HttpResponseData;
  collectionString?: { string: string[] };
  collectionBytes?: { bytes: Uint8Array[] };
  collectionSint64?: { sint64: number[] };
}

export interface Nullable<T> {
  value: T;
}

export interface HttpRequestData {
  method?: string;
  url?: string;
  nullableHeaders?: Record<string, Nullable<string>>;
  nullableQuery?: Record<string, Nullable<string>>;
  nullableParams?: Record<string, Nullable<string>>;
  body?: TypedData;
}

export interface HttpResponseData {
  statusCode?: string;
  headers?: Record<string, string>;
  cookies?: CookieData[];
  body?: TypedData;
}

export interface CookieData {
  name: string;
  value: string;
  domain?: Nullable<string>;
  path?: Nullable<string>;
  expires?: Nullable<Duration>;
  secure?: Nullable<boolean>;
  httpOnly?: Nullable<boolean>;
  sameSite?: 'none' | 'lax' | 'strict' | 'explicitNone';
  maxAge?: Nullable<number>;
}

export interface Duration {
  seconds?: number;
}

/** A trigger, input or output of a function: `type`, `direction` and whatever else its kind knows. */
export interface Binding {
  name: string;
  type: string;
  direction: 'in' | 'out';
  [setting: string]: unknown;
}

/** The library rounds every interval to whole seconds. */
export interface RetryOptions {
  retryStrategy: 'fixedDelay' | 'exponentialBackoff';
  /** -1: for ever. */
  maxRetryCount: number;
  delayInterval?: Duration | undefined;
  minimumInterval?: Duration | undefined;
  maximumInterval?: Duration | undefined;
}

export interface FunctionMetadata {
  name: string;
  functionId?: string;
  bindings: Record<string, Binding>;
  retryOptions?: RetryOptions | undefined;
}

export type FunctionCallback = (...args: unknown[]) => unknown;

export interface RetryContext {
  /** 1 for the first retry. */
  retryCount: number;
  maxRetryCount: number;
  exception: { message: string };
}

export interface InvocationRequest {
  inputData: { name: string; data: TypedData }[];
  triggerMetadata: Record<string, TypedData>;
  retryContext?: RetryContext | undefined;
}

export interface InvocationResponse {
  outputData: { name: string; data: TypedData }[];
  returnValue?: TypedData | null | undefined;
}

/** The library's part of one invocation. */
export interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<InvocationResponse>;
}

export type Capabilities = Record<string, string>;

export interface ProgrammingModel {
  name: string;
  version: string;
  getInvocationModel(context: object): InvocationModel;
  getCapabilities?(host: Capabilities): Capabilities | Promise<Capabilities>;
}

/** Plain data as the host sends it. */
export function json(value: unknown): TypedData {
  return { json: JSON.stringify(value) };
}
