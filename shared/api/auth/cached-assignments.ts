import type { Clock } from '../../runtime/clock';
import type { RoleAssignment } from '../../settings/role-assignment';
import type { Assignments } from './authorization';

export interface AssignmentSource {
  of(subscriptionId: string): Promise<RoleAssignment[]>;
  subscriptionsOf(principalId: string): Promise<string[]>;
}

/** How long a right that was taken away may still be used. In milliseconds. */
const FRESH_MS = 10_000;
/** Subscriptions and principals remembered at once. */
const LARGEST_CACHE = 10_000;

interface Entry<T> {
  value: Promise<T>;
  until: number;
}

/** The stored assignments, read at most once in ten seconds, and those of the deployment itself, which name their subscriptions or stand above all. */
export class CachedAssignments implements Assignments {
  readonly #assignments = new Map<string, Entry<RoleAssignment[]>>();
  readonly #subscriptions = new Map<string, Entry<string[]>>();

  constructor(
    private readonly source: AssignmentSource,
    private readonly allSubscriptions: () => Promise<string[]>,
    private readonly configured: readonly RoleAssignment[],
    private readonly clock: Clock,
  ) {}

  async of(subscriptionId: string): Promise<readonly RoleAssignment[]> {
    const stored = await this.#cached(this.#assignments, subscriptionId, () => this.source.of(subscriptionId));
    return [...this.configured, ...stored];
  }

  async subscriptionsOf(principalIds: readonly string[]): Promise<readonly string[]> {
    const configured = this.configured.filter(({ principalId }) => principalIds.includes(principalId));
    if (configured.some(({ scope }) => scope === '/')) return this.#cached(this.#subscriptions, '/', this.allSubscriptions);
    const stored = await Promise.all(
      principalIds.map((id) => this.#cached(this.#subscriptions, id, () => this.source.subscriptionsOf(id))),
    );
    return [...new Set([...configured.map(({ scope }) => scope.split('/')[2] ?? ''), ...stored.flat()])].filter((id) => id !== '');
  }

  /** To be called after a change, so that this process at least knows at once. */
  forget(): void {
    this.#assignments.clear();
    this.#subscriptions.clear();
  }

  async #cached<T>(cache: Map<string, Entry<T>>, key: string, read: () => Promise<T>): Promise<T> {
    const known = cache.get(key);
    if (known && known.until > this.clock()) return known.value;
    if (cache.size >= LARGEST_CACHE) cache.clear();
    const entry = { value: read(), until: this.clock() + FRESH_MS };
    cache.set(key, entry);
    // A failure is not remembered.
    entry.value.catch(() => cache.delete(key));
    return entry.value;
  }
}
