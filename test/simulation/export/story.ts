import { recordId } from '../../../shared/export/record';
import type { Alert, AlertStatus } from '../../../shared/model/alert';
import { toAlertDocument } from '../../../shared/storage/alert-document';
import type { Stores } from '../../../shared/storage/stores';
import { titled } from '../../integration/export/stored-incidents';

const STATUSES: AlertStatus[] = ['Active', 'InProgress', 'Resolved', 'Dismissed'];

/** What happens in a subscription while it is exported, and which records come of it. The random numbers decide it all. */
export class Story {
  /** Records of each alert and incident, in the order of its states. */
  readonly states = new Map<string, string[]>();
  /** Records that every target has to get. Of several revisions from a source only the last has to. */
  readonly required = new Set<string>();
  readonly #alerts: Alert[] = [];
  #revisions = 0;
  #titles = 0;

  constructor(
    private readonly stores: Stores,
    private readonly subscriptionId: string,
    private readonly random: () => number,
    private readonly now: () => number,
  ) {}

  async add(alerts: readonly Alert[]): Promise<void> {
    await this.stores.alerts.add(alerts, this.now());
    for (const alert of alerts) {
      this.#alerts.push(alert);
      this.#note(alert.id, recordId({ stream: 'alerts', written: 0, alert: toAlertDocument(alert, 0, 0) }));
    }
  }

  /** A source says more about one of the alerts. */
  async revise(): Promise<void> {
    const index = this.#pick(this.#alerts.length);
    const known = this.#alerts[index];
    if (!known) return;
    this.#revisions += 1;
    const revised = { ...known, revisedTime: known.revisedTime + this.#revisions, description: `Revision ${this.#revisions}.` };
    this.#alerts[index] = revised;
    await this.stores.alerts.add([revised], this.now());
    for (const former of this.states.get(known.id) ?? []) this.required.delete(former);
    await this.#noteStored(known.id);
  }

  /** Somebody changes the state of one of the alerts. */
  async decide(): Promise<void> {
    const alert = this.#alerts[this.#pick(this.#alerts.length)];
    if (!alert) return;
    const status = STATUSES[this.#pick(STATUSES.length)] as AlertStatus;
    await this.stores.alertStatus.set(this.subscriptionId, alert.id, status, this.now());
    await this.#noteStored(alert.id);
  }

  /** One of a few incidents gets a new version. */
  async incident(): Promise<void> {
    const id = `incident-${this.#pick(5)}`;
    this.#titles += 1;
    this.#note(id, await titled(this.stores, this.subscriptionId, id, `Title ${this.#titles}`, this.now()));
  }

  async #noteStored(id: string): Promise<void> {
    const alert = await this.stores.alerts.get(this.subscriptionId, id);
    if (alert) this.#note(id, recordId({ stream: 'alerts', written: 0, alert }));
  }

  #note(subject: string, record: string): void {
    const states = this.states.get(subject) ?? [];
    if (states.at(-1) !== record) states.push(record);
    this.states.set(subject, states);
    this.required.add(record);
  }

  #pick(count: number): number {
    return Math.floor(this.random() * count);
  }
}
