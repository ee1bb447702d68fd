import type { Clock } from '../runtime/clock';

/** Asks for a run of the export of a subscription, which begins no sooner than after `delay` (milliseconds). */
export interface ExportRequests {
  ask(subscriptionId: string, delay: number): Promise<void>;
}

/** One run takes along all that is stored until it begins: so it is asked for once in that time, however much comes. In milliseconds. */
const GATHER_MS = 2_000;
/** How long after its first automation a subscription may still wait for the timer of the export. In milliseconds. */
const FRESH_MS = 10_000;

/** Hands what is stored over to the export at once, for subscriptions that have automations. The way of an alert costs no read of its own, and seldom a message. */
export class ExportHandOver {
  #exporting: { subscriptions: Promise<ReadonlySet<string>>; until: number } | undefined;
  /** Until when what is stored is part of a run that was asked for, by subscription. */
  readonly #asked = new Map<string, number>();

  constructor(
    private readonly registry: { subscriptions(): Promise<string[]> },
    private readonly requests: ExportRequests,
    private readonly clock: Clock,
  ) {}

  /** To be called once something of the subscriptions is stored. Rejects when the run cannot be asked for; the timer of the export asks again. */
  async stored(subscriptionIds: Iterable<string>): Promise<void> {
    const now = this.clock();
    const exporting = await this.#subscriptions(now);
    for (const [id, until] of this.#asked) if (until <= now) this.#asked.delete(id);
    const due = [...new Set(subscriptionIds)].filter((id) => exporting.has(id) && !this.#asked.has(id));
    for (const id of due) this.#asked.set(id, now + GATHER_MS);
    await Promise.all(
      due.map((id) =>
        this.requests.ask(id, GATHER_MS).catch((error) => {
          this.#asked.delete(id);
          throw error;
        }),
      ),
    );
  }

  #subscriptions(now: number): Promise<ReadonlySet<string>> {
    if (this.#exporting && this.#exporting.until > now) return this.#exporting.subscriptions;
    const subscriptions = this.registry.subscriptions().then((ids) => new Set(ids));
    this.#exporting = { subscriptions, until: now + FRESH_MS };
    // A failure is not remembered.
    subscriptions.catch(() => {
      this.#exporting = undefined;
    });
    return subscriptions;
  }
}
