import { randomUUID } from 'node:crypto';
import type { Container } from '@azure/cosmos';

interface FusionStateDocument {
  id: 'fusion';
  subscriptionId: string;
  kind: 'fusionState';
  /** Who works on the subscription, until when (epoch milliseconds). */
  holder: string;
  leasedUntil: number;
  /** The `_ts` (whole seconds) up to which the alerts have been fused. */
  watermark: number;
}

/** The right to fuse one subscription, for a while. */
export interface FusionLease {
  subscriptionId: string;
  /** See {@link FusionStateDocument.watermark}. 0 at first. */
  watermark: number;
  etag: string;
  holder: string;
}

const ID = 'fusion';

/** How long a worker that died, or that could not give its lease back, keeps others waiting. A page of alerts takes a small part of it. */
const LEASE_MS = 30_000;

/** Where fusion stands in each subscription, and who works on it. */
export class FusionStateRepository {
  constructor(private readonly container: Container) {}

  /** The second up to which the alerts have been fused; 0 when none ever were. */
  async watermark(subscriptionId: string): Promise<number> {
    const { resource } = await this.container.item(ID, subscriptionId).read<FusionStateDocument>();
    return resource?.watermark ?? 0;
  }

  /** Undefined while another worker has the lease. `now` is epoch milliseconds. */
  async acquire(subscriptionId: string, now: number): Promise<FusionLease | undefined> {
    const holder = randomUUID();
    const { resource: stored, etag } = await this.container.item(ID, subscriptionId).read<FusionStateDocument>();
    if (stored && stored.leasedUntil > now) return undefined;
    const watermark = stored?.watermark ?? 0;
    const document = documentOf({ subscriptionId, watermark, holder }, now + LEASE_MS);
    const written = await unlessBeaten(
      stored ? this.#replace(document, etag) : this.container.items.create(document).then((response) => response.etag),
    );
    return written === undefined ? undefined : { subscriptionId, watermark, etag: written, holder };
  }

  /** Moves the watermark and keeps the lease. Undefined when another worker has taken it: whoever had it must stop. */
  async advance(lease: FusionLease, watermark: number, now: number): Promise<FusionLease | undefined> {
    const etag = await unlessBeaten(this.#replace(documentOf({ ...lease, watermark }, now + LEASE_MS), lease.etag));
    return etag === undefined ? undefined : { ...lease, watermark, etag };
  }

  /** Gives the lease back. */
  async release(lease: FusionLease): Promise<void> {
    await unlessBeaten(this.#replace(documentOf({ ...lease, holder: '' }, 0), lease.etag));
  }

  async #replace(document: FusionStateDocument, etag: string): Promise<string> {
    const item = this.container.item(ID, document.subscriptionId);
    return (await item.replace(document, { accessCondition: { type: 'IfMatch', condition: etag } })).etag;
  }
}

function documentOf(lease: Pick<FusionLease, 'subscriptionId' | 'watermark' | 'holder'>, leasedUntil: number): FusionStateDocument {
  const { subscriptionId, watermark, holder } = lease;
  return { id: ID, subscriptionId, kind: 'fusionState', holder, leasedUntil, watermark };
}

/** Undefined when somebody else wrote first. */
async function unlessBeaten(write: Promise<string>): Promise<string | undefined> {
  try {
    return await write;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 409 || code === 412) return undefined;
    throw error;
  }
}
