import type { z } from 'zod';
import type { Permission } from '../settings/permission';
import type { Caller } from './auth/caller';

export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

/** One operation of the API. The table of them all is the router, the authorisation matrix and the OpenAPI document at once. */
export interface Route<Body = unknown> {
  /** Unique, in the words of Azure's own specifications where it has the operation, e.g. `Alerts_List`. */
  operation: string;
  method: Method;
  /** Literal segments match in any case; `{name}` matches one segment. */
  path: string;
  summary: string;
  /** Supported values of `api-version`, the newest first. Absent: the route takes none. */
  versions?: readonly string[];
  access: Access;
  /** Set for what changes something: its name in the activity log, in Azure's form `<provider>/<type>/<verb>`. */
  change?: string;
  /** Query parameters beside api-version, by their name as documented. A route that takes some answers 400 to others. */
  query?: Record<string, string>;
  /** The same of parameters that may not be left out, nor be blank: the router answers 400 then. */
  requiredQuery?: Record<string, string>;
  body?: z.ZodType<Body>;
  /** Successful answers by status; a schema, or null for an answer without content. */
  answers: Record<number, z.ZodType | null | 'csv'>;
  handle(call: Call<Body>): Promise<Response>;
}

/**
 * Who may call. `subscription`: the path names a subscription (and perhaps a resource group) in which the caller needs the permission.
 * `mine`: the answer is limited to the subscriptions in which the caller has it. `anyone`: no token is asked for.
 */
export type Access = { scope: 'subscription' | 'mine'; permission: Permission } | { scope: 'anyone' };

/** One request, read and allowed. */
export interface Call<Body = unknown> {
  /** From the path, percent-decoded; ids that Sinter gives in lower case, all else in the caller's own spelling. */
  params: Readonly<Record<string, string>>;
  /** Canonical; empty where the path names none. */
  subscriptionId: string;
  /** Of `mine` routes: the subscriptions in which the caller has the permission, at least one. Empty for others. */
  subscriptions: readonly string[];
  /** By name in lower case. */
  query: ReadonlyMap<string, string>;
  headers: Headers;
  body: Body;
  /** Of `anyone` routes nobody: do not ask. */
  caller: Caller;
  /** Throws 403 unless the caller has the permission there as well: for what a request reaches beside its path. Ids canonical. */
  demand(permission: Permission, subscriptionId: string, resourceGroup?: string): Promise<void>;
  /** Where the request came in, as the client sees it. */
  url: URL;
  apiVersion: string;
  correlationId: string;
  /** Whoever sent it, as far as the platform's front end tells. */
  clientAddress?: string;
  method: Method;
  /** What the activity log should say beside the request itself; handlers may add. */
  notes: Record<string, string>;
}

/** Gives a route with a body its type back to the table. */
export function route<Body>(definition: Route<Body>): Route {
  return definition as unknown as Route;
}

export function param(call: Pick<Call, 'params'>, name: string): string {
  return call.params[name] ?? '';
}
