import { randomUUID } from 'node:crypto';

/** The properties of an incident, as they come and go on the wire. */
export type Properties = Record<string, unknown> & { lastModifiedTimeUtc?: string };

export interface StoredIncident {
  name: string;
  etag: string;
  properties: Properties;
  systemData: { createdBy: string; lastModifiedBy: string };
}

/** A request of which the incident is not in the state that it believes. */
export class Conflict extends Error {}

/** What only the service writes. */
const READ_ONLY = ['additionalData', 'createdTimeUtc', 'lastModifiedTimeUtc', 'incidentNumber', 'incidentUrl', 'relatedAnalyticRuleIds'];

/** The incidents of one workspace of Microsoft Sentinel, with their comments: every change gives an incident a new etag, and needs the present one. */
export class WorkspaceIncidents {
  /** What the service makes of what it is told; by default it keeps it. */
  normalize: (properties: Properties) => Properties = (properties) => properties;
  readonly #incidents = new Map<string, StoredIncident>();
  readonly #comments = new Map<string, Map<string, { message: string; author: string }>>();
  readonly #deleted = new Set<string>();
  #latest = 0;

  /** `now`: epoch milliseconds. */
  constructor(private readonly now: () => number) {}

  get(name: string): StoredIncident | undefined {
    return this.#incidents.get(name);
  }

  /** The one that was changed first comes first. */
  all(): StoredIncident[] {
    const time = ({ properties }: StoredIncident) => properties.lastModifiedTimeUtc ?? '';
    return [...this.#incidents.values()].sort((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0));
  }

  /** Throws a {@link Conflict} when the etag is not the present one. True when the incident is new. */
  put(name: string, etag: string | undefined, properties: Properties, by: string): { incident: StoredIncident; isNew: boolean } {
    const known = this.#incidents.get(name);
    if (known?.etag !== etag || this.#deleted.has(name))
      throw new Conflict(`Newer instance of Incident '${name}' exists for Etag '${etag ?? ''}'.`);
    // No two changes at one time: whoever lists by time then sees an order.
    this.#latest = Math.max(this.now(), this.#latest + 1);
    const time = new Date(this.#latest).toISOString();
    const given = Object.fromEntries(Object.entries(properties).filter(([property]) => !READ_ONLY.includes(property)));
    const incident: StoredIncident = {
      name,
      etag: `"${randomUUID()}"`,
      properties: {
        ...this.normalize(given),
        createdTimeUtc: known?.properties.createdTimeUtc ?? time,
        lastModifiedTimeUtc: time,
        incidentNumber: known?.properties.incidentNumber ?? this.#incidents.size + 1,
        relatedAnalyticRuleIds: [],
        additionalData: {
          alertsCount: 0,
          bookmarksCount: 0,
          commentsCount: this.comments(name).length,
          alertProductNames: [],
          tactics: [],
        },
      },
      systemData: { createdBy: known?.systemData.createdBy ?? by, lastModifiedBy: by },
    };
    this.#incidents.set(name, incident);
    return { incident, isNew: known === undefined };
  }

  /** What a person does in the portal. Throws an `Error` for an incident that there is not. */
  change(name: string, properties: Properties, by: string): void {
    const known = this.#incidents.get(name);
    if (!known) throw new Error(`There is no incident ${name}`);
    this.put(name, known.etag, { ...known.properties, ...properties }, by);
  }

  /** Its name is not used again. */
  delete(name: string): boolean {
    this.#deleted.add(name);
    this.#comments.delete(name);
    return this.#incidents.delete(name);
  }

  putComment(name: string, id: string, message: string, author: string): boolean {
    const comments = this.#comments.get(name) ?? new Map();
    const isNew = !comments.has(id);
    comments.set(id, { message, author });
    this.#comments.set(name, comments);
    return isNew;
  }

  comments(name: string): { id: string; message: string; author: string }[] {
    return [...(this.#comments.get(name) ?? [])].map(([id, comment]) => ({ id, ...comment }));
  }
}
