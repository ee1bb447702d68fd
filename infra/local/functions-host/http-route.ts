import type { RegisteredFunction } from './core-module';
import { compileRoute, type MatchRoute } from './route-template';

/** A request's function and the values of its route parameters. */
export interface RouteMatch {
  fn: RegisteredFunction;
  params: Record<string, string>;
}

interface Route {
  fn: RegisteredFunction;
  methods: readonly string[];
  match: MatchRoute;
}

/**
 * The routes of an app's HTTP functions. There is no precedence of the more specific route: functions are tried in the order of their names, and the
 * first whose route and method match has the request.
 */
export class HttpRoutes {
  readonly #routes: Route[];

  /** Throws, naming the function, for a route that is no template. */
  constructor(functions: readonly RegisteredFunction[], routePrefix: string) {
    this.#routes = functions.toSorted((a, b) => compareNames(a.name, b.name)).map((fn) => route(fn, routePrefix));
  }

  find(method: string, path: string): RouteMatch | undefined {
    for (const { fn, methods, match } of this.#routes) {
      const params = methods.length === 0 || methods.includes(method) ? match(path) : undefined;
      if (params) return { fn, params };
    }
    return undefined;
  }
}

function route(fn: RegisteredFunction, routePrefix: string): Route {
  const methods = (fn.trigger.methods as string[] | undefined) ?? [];
  const template = `${routePrefix}/${(fn.trigger.route as string | undefined) ?? fn.name}`;
  try {
    return { fn, methods: methods.map((method) => method.toUpperCase()), match: compileRoute(template) };
  } catch (error) {
    throw new Error(`The route of function '${fn.name}' cannot be used: ${(error as Error).message}`);
  }
}

function compareNames(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : Number(left > right);
}
