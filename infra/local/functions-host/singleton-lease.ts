import type { BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import { settle, sleep } from './sleep';

/** The shortest lease that storage knows: a killed host keeps the next one waiting no longer than that. */
const LEASE_SECONDS = 15;
const RENEW_MS = 5_000;
const CONTEND_MS = 1_000;

/**
 * Runs `work` while this process holds the lease of a blob, so that of all hosts one alone does it. `work` gets a signal that is aborted when `stop` is or when
 * the lease is lost, and is then given up at once by the next holder: it must end promptly. Begins anew until `stop` is aborted.
 * `report` hears of a storage which does not answer.
 */
export async function whileLeased(
  container: ContainerClient,
  name: string,
  work: (signal: AbortSignal) => Promise<void>,
  stop: AbortSignal,
  report: (error: unknown) => void,
): Promise<void> {
  const blob = container.getBlockBlobClient(name);
  while (!stop.aborted) {
    try {
      const leaseId = await acquire(container, blob);
      if (leaseId) await holding(blob, leaseId, work, stop);
    } catch (error) {
      if (!stop.aborted) report(error);
    }
    await sleep(CONTEND_MS, stop);
  }
}

/** The id of the lease, or undefined when another host has it. */
async function acquire(container: ContainerClient, blob: BlockBlobClient): Promise<string | undefined> {
  const lease = blob.getBlobLeaseClient();
  for (;;) {
    try {
      await lease.acquireLease(LEASE_SECONDS);
      return lease.leaseId;
    } catch (error) {
      const { statusCode } = error as { statusCode?: number };
      if (statusCode === 409) return undefined;
      if (statusCode !== 404) throw error;
      await container.createIfNotExists();
      // Two hosts may do this at once: the second write of nothing changes nothing, and a leased blob refuses it.
      await blob.upload('', 0, { conditions: { ifNoneMatch: '*' } }).catch((conflict: { statusCode?: number }) => {
        if (conflict.statusCode !== 409 && conflict.statusCode !== 412) throw conflict;
      });
    }
  }
}

async function holding(
  blob: BlockBlobClient,
  leaseId: string,
  work: (signal: AbortSignal) => Promise<void>,
  stop: AbortSignal,
): Promise<void> {
  const lease = blob.getBlobLeaseClient(leaseId);
  const ended = new AbortController();
  const signal = AbortSignal.any([stop, ended.signal]);
  const renewed = renew(lease, signal).finally(() => ended.abort());
  try {
    await work(signal);
  } finally {
    ended.abort();
    await renewed;
    await settle(lease.releaseLease(), 1_000);
  }
}

/** Renews until the signal is aborted or the lease is lost: taken away, or not renewed for as long as it lasts. */
async function renew(lease: { renewLease(): Promise<unknown> }, signal: AbortSignal): Promise<void> {
  let renewedAt = Date.now();
  for (;;) {
    await sleep(RENEW_MS, signal);
    if (signal.aborted) return;
    try {
      const asked = Date.now();
      await lease.renewLease();
      renewedAt = asked;
    } catch (error) {
      const { statusCode } = error as { statusCode?: number };
      const refused = statusCode === 409 || statusCode === 412 || statusCode === 404;
      if (refused || Date.now() - renewedAt > (LEASE_SECONDS * 1000) / 2) return;
    }
  }
}
