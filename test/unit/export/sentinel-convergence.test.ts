import { isDeepStrictEqual } from 'node:util';
import type { Incident as SentinelIncident } from '@azure/arm-securityinsight';
import fc from 'fast-check';
import { WorkspaceIncidents } from '../../../infra/local/sentinel/workspace-incidents';
import { copyNameOf } from '../../../shared/export/sentinel/incident-form';
import { KeepInStep } from '../../../shared/export/sentinel/keep-in-step';
import type { SentinelIncidents, SinterIncidents } from '../../../shared/export/sentinel/sides';
import { differs, PARTS, type Part, type Standing, standingOf, standingThere } from '../../../shared/export/sentinel/standing';
import { StoredIncidents } from '../../../shared/export/sentinel/stored-incidents';
import { updated } from '../../../shared/incidents/lifecycle';
import { emptyFacts } from '../../../shared/incidents/membership';
import type { Operation } from '../../../shared/incidents/operation';
import { type IncidentDocument, newIncident } from '../../../shared/storage/incident-document';
import type { IncidentChanges, Read } from '../../../shared/storage/incident-repository';
import { MirrorRepository } from '../../../shared/storage/mirror-repository';

const SUBSCRIPTION = 'aaaaaaaa-0000-0000-0000-000000000001';
const ID = 'incident-1';
const NAME = copyNameOf(SUBSCRIPTION, ID);
const OVERLAP = 20;

const VALUES = {
  verdict: [
    { status: 'New' },
    { status: 'Active' },
    { status: 'Closed', classification: 'TruePositive', classificationReason: 'SuspiciousActivity' },
    { status: 'Closed', classification: 'BenignPositive' },
  ],
  owner: [{}, { assignedTo: 'Ana' }, { assignedTo: 'Ben' }],
  severity: ['Low', 'Medium', 'High'],
  labels: [[], ['one'], ['one', 'two']],
} as const;

interface Change {
  part: Part;
  value: number;
}
/** What happens to one call: it fails before or after it has had its effect, or somebody changes something just before it. */
type Mishap = 'none' | 'before' | 'after' | { here: Change } | { there: Change };
type Step = { here: Change } | { there: Change } | { fusion: number } | 'rewrite' | { run: Mishap[] };

const change: fc.Arbitrary<Change> = fc.record({ part: fc.constantFrom(...PARTS), value: fc.nat(3) });
const mishap: fc.Arbitrary<Mishap> = fc.oneof(
  { weight: 8, arbitrary: fc.constant('none' as const) },
  fc.constantFrom('before' as const, 'after' as const),
  fc.record({ here: change }),
  fc.record({ there: change }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ here: change }) },
  { weight: 4, arbitrary: fc.record({ there: change }) },
  { weight: 1, arbitrary: fc.record({ fusion: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.constant('rewrite' as const) },
  { weight: 6, arbitrary: fc.record({ run: fc.array(mishap, { maxLength: 12 }) }) },
);

/** Somebody brings the copy back to what it was before Sinter's latest change, and takes away the mark of that change. */
const BROUGHT_BACK: Step[] = [
  { run: [] },
  { run: [{ here: { part: 'severity', value: 0 } }] },
  { there: { part: 'severity', value: 1 } },
  'rewrite',
];

class Mishaps extends Error {}

/** One incident in a store in memory and its copy in a workspace, with people at both and a clock that ticks at each of their doings. */
class World {
  now = 1_000_000;
  writes = 0;
  readonly operations: Operation[] = [];
  readonly saidHere: Standing[] = [];
  readonly lastHere = new Map<Part, unknown>();
  readonly lastThere = new Map<Part, unknown>();
  #documents = new Map<string, { document: { id: string }; etag: string }>();
  #etags = 0;
  #received: number | undefined;
  #given = 0;
  #mishaps: Mishap[] = [];
  readonly #workspace = new WorkspaceIncidents(() => this.now);
  readonly #step: KeepInStep;

  constructor(syncStatus: boolean) {
    const first = newIncident(ID, SUBSCRIPTION, { ...emptyFacts('First', this.now), severity: 'Medium' }, this.now, 1_000);
    this.#store({ ...first, version: 1 });
    const container = {
      item: (id: string) => ({
        read: async () => ({ resource: this.#documents.get(id)?.document, etag: this.#documents.get(id)?.etag }),
      }),
    };
    const stores = {
      incidents: this.#repository(),
      mirrors: new MirrorRepository(container as never, 1_000),
      activityLog: { append: async () => undefined },
      registry: { markChanged: async () => undefined },
    };
    const here = new StoredIncidents(stores as never, SUBSCRIPTION, { key: 'w', resourceId: '/w' }, () => this.now);
    this.#step = new KeepInStep(this.#troubled(this.#sentinel()), this.#troubled<SinterIncidents>(here), {
      subscriptionId: SUBSCRIPTION,
      workspace: 'w',
      syncStatus,
    });
  }

  get incident(): IncidentDocument {
    return this.#documents.get(ID)?.document as IncidentDocument;
  }

  get copy(): SentinelIncident | undefined {
    const stored = this.#workspace.get(NAME);
    if (!stored) return undefined;
    const { lastModifiedTimeUtc, firstActivityTimeUtc, lastActivityTimeUtc, ...properties } = stored.properties;
    const times = { lastModifiedTimeUtc, firstActivityTimeUtc, lastActivityTimeUtc };
    const dates = Object.fromEntries(Object.entries(times).map(([name, time]) => [name, new Date(String(time))]));
    return { ...properties, ...dates, name: NAME, etag: stored.etag, systemData: stored.systemData } as SentinelIncident;
  }

  changeHere({ part, value }: Change): void {
    this.now += 10;
    const { title, story, severity, owner, labels = [] } = this.incident;
    const said: Standing = { ...standingOf(this.incident), [part]: VALUES[part][value % VALUES[part].length] };
    if (!differs(part, said, standingOf(this.incident))) return;
    const changed = updated(
      this.incident,
      {
        wording: { title, story, severity: part === 'severity' ? said.severity : severity },
        ...said.verdict,
        ...(part === 'owner' ? { owner: said.owner } : owner && { owner }),
        labels: part === 'labels' ? said.labels : labels,
      },
      this.now,
    );
    this.operations.unshift({
      id: `p-${this.now}`,
      action: 'update',
      time: this.now,
      actor: { principalId: 'p', name: 'P' },
      incidentIds: [ID],
      before: [{ incidentId: ID, handling: handling(this.incident) }],
    });
    this.#store(changed);
    this.lastHere.set(part, said[part]);
  }

  changeThere({ part, value }: Change): void {
    const said = VALUES[part][value % VALUES[part].length];
    if (!this.copy || isDeepStrictEqual(standingThere(this.copy)[part], said)) return;
    this.now += 10;
    const properties =
      part === 'verdict'
        ? { classification: undefined, classificationReason: undefined, ...(said as object) }
        : { [part]: part === 'labels' ? (said as readonly string[]).map((labelName) => ({ labelName })) : said };
    this.#workspace.change(NAME, properties, 'ana');
    this.lastThere.set(part, said);
  }

  async do(step: Step): Promise<void> {
    if (step === 'rewrite') {
      this.now += 10;
      if (this.copy) this.#workspace.change(NAME, { description: 'In our own words.' }, 'ana');
    } else if ('here' in step) this.changeHere(step.here);
    else if ('there' in step) this.changeThere(step.there);
    else if ('fusion' in step) {
      const { incident } = this;
      this.#store({ ...incident, title: `Title ${step.fusion}`, version: incident.version + 1, modifiedTime: this.now });
    } else await this.run(step.run);
  }

  /** As a run of the export does: first what comes back is taken in, then the states since the last run are sent. */
  async run(mishaps: Mishap[] = []): Promise<void> {
    this.#mishaps = [...mishaps];
    try {
      for await (const upTo of this.#step.take((this.#received ?? this.now) - OVERLAP))
        this.#received = Math.max(upTo, this.#received ?? 0);
      this.#received ??= this.now - OVERLAP;
      const { version } = this.incident;
      if (this.#given < version) {
        await this.#step.give(ID);
        this.#given = version;
      }
    } catch (error) {
      if (!(error instanceof Mishaps) && (error as Error).name !== 'TargetUnavailable') throw error;
    } finally {
      this.#mishaps = [];
    }
  }

  get isDelivered(): boolean {
    return this.#given === this.incident.version;
  }

  #store(document: { id: string } | IncidentDocument): void {
    this.#documents.set(document.id, { document: JSON.parse(JSON.stringify(document)), etag: `e${++this.#etags}` });
    if (document.id === ID) this.saidHere.push(standingOf(document as IncidentDocument));
  }

  /** What the actions on incidents need of the repository. */
  #repository() {
    const read = (id: string) => {
      const found = this.#documents.get(id);
      return found && { value: JSON.parse(JSON.stringify(found.document)), etag: found.etag };
    };
    return {
      ttl: 1_000,
      reopenWindow: 0,
      incident: async (_: string, id: string) => read(id),
      cluster: async () => undefined,
      operations: async () => ({ documents: this.operations.slice(0, 50) }),
      addDecision: async () => undefined,
      removeDecision: async () => undefined,
      save: async (_: string, { incidents, operations, others = [] }: IncidentChanges) => {
        const all: Read<{ id: string }>[] = [...incidents, ...others];
        if (all.some(({ value, etag }) => this.#documents.get(value.id)?.etag !== etag)) return 'overtaken';
        for (const { value } of all) this.#store(value);
        this.operations.unshift(...operations.map(({ value }) => value));
        return 'done';
      },
    };
  }

  #sentinel(): SentinelIncidents {
    const { now } = this;
    return {
      requestId: `r-${now}`,
      get: async () => this.copy,
      put: async (name, { etag, ...incident }) => {
        this.now += 1;
        if (this.copy?.etag !== etag) return 'stale';
        this.#workspace.put(name, etag, JSON.parse(JSON.stringify(incident)), 'app');
        this.writes += 1;
        return this.copy as SentinelIncident;
      },
      comment: async () => undefined,
      changedSince: async function* (this: World, time: number) {
        const { copy } = this;
        if (copy?.lastModifiedTimeUtc && copy.lastModifiedTimeUtc.getTime() >= time) yield [copy];
      }.bind(this),
    };
  }

  /** With one mishap for each call, as long as there are any. */
  #troubled<T extends object>(side: T): T {
    return new Proxy(side, {
      get: (target, name) => {
        const member = Reflect.get(target, name);
        if (typeof member !== 'function' || name === 'changedSince') return typeof member === 'function' ? member.bind(target) : member;
        return async (...args: unknown[]) => {
          const mishap = this.#mishaps.shift() ?? 'none';
          if (mishap === 'before') throw new Mishaps();
          if (typeof mishap === 'object') {
            if ('here' in mishap) this.changeHere(mishap.here);
            else this.changeThere(mishap.there);
          }
          const result = await member.apply(target, args);
          if (mishap === 'after') throw new Mishaps();
          return result;
        };
      },
    });
  }
}

function handling({ status, classification, classificationReason, owner, labels, overrides }: IncidentDocument) {
  const all = { status, classification, classificationReason, owner, labels, overrides };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as NonNullable<
    Operation['before'][0]['handling']
  >;
}

async function settled(steps: readonly Step[], syncStatus = true): Promise<World> {
  const world = new World(syncStatus);
  for (const each of steps) await world.do(each);
  for (let quiet = 0; quiet < 3; quiet++) await world.run();
  return world;
}

describe('an incident and its copy in Sentinel, whatever people do and whatever fails in between', () => {
  it('say the same in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const world = await settled(steps);
        expect(world.isDelivered).toBe(true);
        expect(standingThere(world.copy as SentinelIncident)).toEqual(standingOf(world.incident));
      }),
      { numRuns: 400, examples: [[BROUGHT_BACK]] },
    );
  });

  it('come to rest: nothing is sent back and forth', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), fc.boolean(), async (steps, syncStatus) => {
        const world = await settled(steps, syncStatus);
        const { writes, operations, incident } = world;
        const before = operations.length;
        for (let again = 0; again < 3; again++) await world.run();
        expect([world.writes, world.operations.length, world.incident.version]).toEqual([writes, before, incident.version]);
      }),
      { numRuns: 300 },
    );
  });

  it('keep the last word of one side or the other, and tell of each that did not hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const world = await settled(steps);
        const now = standingOf(world.incident);
        for (const part of PARTS) {
          const words = [world.lastHere, world.lastThere].flatMap((last) => (last.has(part) ? [last.get(part)] : []));
          if (words.length > 0) expect(words).toContainEqual(now[part]);
          if (!world.lastThere.has(part)) continue;
          const said = { ...now, [part]: world.lastThere.get(part) } as Standing;
          const wasTaken = world.saidHere.some((each) => !differs(part, each, said));
          const wasTold = world.operations.some(
            ({ action, note = '' }) => ['note', 'update'].includes(action) && note.includes('Not taken over'),
          );
          expect(wasTaken || wasTold).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  const owner = (value: number) => ({ part: 'owner' as const, value });
  const [nobody, ana, ben] = [owner(0), owner(1), owner(2)];
  /** A run of which the call behind the first `calls` fails. */
  const failingAfter = (calls: number): Step => ({ run: [...Array.from({ length: calls }, () => 'none' as const), 'before'] });

  it.each<[string, Step[], object]>([
    ['the later one there', [{ here: ana }, { there: ben }], { assignedTo: 'Ben' }],
    ['the later one here', [{ there: ben }, { here: ana }], { assignedTo: 'Ana' }],
    ['what was done on both sides and then taken back there', [{ here: ana }, { there: ana }, failingAfter(4), { there: nobody }], {}],
    ['what held here and was taken back before it was sent', [{ there: ben }, { here: ana }, failingAfter(5), { here: nobody }], {}],
    ['what came back although the answer was lost', [{ here: ana }, { run: [...Array(5).fill('none'), 'after'] }, { there: nobody }], {}],
  ])('keep %s', async (_, steps, last) => {
    const world = await settled([{ run: [] }, ...steps]);
    expect(standingOf(world.incident).owner).toEqual(last);
    expect(standingThere(world.copy as SentinelIncident).owner).toEqual(last);
  });
});
