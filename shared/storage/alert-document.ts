import { createHash } from 'node:crypto';
import { activityIdOf } from '../fusion/activity-id';
import { LATENESS_HORIZON } from '../fusion/baseline';
import { toFusionAlert } from '../fusion/fusion-alert';
import type { Alert, AlertStatus } from '../model/alert';
import { resourceGroupOf } from '../model/subscription-id';
import { isTelling } from '../model/trivial-entity';

/** An alert as it is stored. */
export interface AlertDocument extends Alert {
  /** Canonical keys of the entities whose sharing says something. */
  entityKeys: string[];
  /** The activity that it belongs to, see fusion/activity-id. */
  activityId: string;
  /** Lower case, and so are the product and the type: people ask for them in any case, and an index knows one. */
  resourceGroups: string[];
  productKey: string;
  typeKey: string;
  /** Orders the versions of one alert, the latest last. Made of its content alone, so that the order of arrival does not matter. */
  revision: string;
  /** When Sinter first stored it, epoch milliseconds. */
  arrivedTime: number;
  /** It arrived after the lateness horizon, see `LATENESS_HORIZON`. */
  isLate: boolean;
  /** Set when a person changed the status: the source's own no longer counts then. */
  statusChangedTime?: number;
  /** The states before the present one which people took the alert out of, the oldest first: for those who want each of them. */
  supersededStatuses?: SupersededStatus[];
  /** Seconds until it expires, counted from its last change. */
  ttl: number;
}

/** A former state of an alert. */
export interface SupersededStatus {
  status: AlertStatus;
  statusChangedTime?: number;
  /** The second in which the store accepted it. */
  written: number;
  /** Those of the version that was in that state, once a later one is in its place: they belong to the name of the state. */
  revision?: string;
  severity?: Alert['severity'];
}

export function toAlertDocument(alert: Alert, arrivedTime: number, ttl: number): AlertDocument {
  const telling = alert.entities.filter(isTelling).map(({ key }) => key as string);
  const groups = alert.resourceIds.map(resourceGroupOf).filter((group) => group !== undefined);
  return {
    ...alert,
    entityKeys: [...new Set(telling)],
    activityId: activityIdOf(toFusionAlert(alert)),
    resourceGroups: [...new Set(groups)],
    productKey: alert.product.toLowerCase(),
    typeKey: alert.alertType.toLowerCase(),
    revision: revisionOf(alert),
    arrivedTime,
    isLate: isLate(alert, arrivedTime),
    ttl,
  };
}

function isLate({ startTime }: Pick<Alert, 'startTime'>, arrivedTime: number): boolean {
  return arrivedTime - startTime > LATENESS_HORIZON;
}

/** The source's time of the revision, and for versions of the same moment something that decides between them. */
function revisionOf({ revisedTime, raw }: Alert): string {
  return `${String(revisedTime).padStart(15, '0')}-${createHash('sha256').update(raw).digest('hex').slice(0, 16)}`;
}

/** A later version in place of the stored one; what people did to the alert stays. */
export function revise(stored: AlertDocument, revision: AlertDocument): AlertDocument {
  const { supersededStatuses } = stored;
  const version = { revision: stored.revision, severity: stored.severity };
  return {
    ...asSilencedAs(stored, revision),
    arrivedTime: stored.arrivedTime,
    isLate: isLate(revision, stored.arrivedTime),
    ...(stored.statusChangedTime === undefined ? {} : { status: stored.status, statusChangedTime: stored.statusChangedTime }),
    ...(supersededStatuses && { supersededStatuses: supersededStatuses.map((former) => ({ ...version, ...former })) }),
  };
}

/** Added by rules and plans to the alerts that they silence. */
const SILENCED_BY = ['sinter.suppressedBy', 'sinter.planOff'];

/** Rules and plans decide over an alert when it is new: a revision neither silences it nor raises it again. */
function asSilencedAs(stored: AlertDocument, revision: AlertDocument): AlertDocument {
  if (!stored.isSilenced && !revision.isSilenced) return revision;
  const { isSilenced: _, ...itself } = revision;
  const marks = (of: AlertDocument, isKept: boolean) =>
    Object.entries(of.extendedProperties).filter(([name]) => SILENCED_BY.includes(name) === isKept);
  return {
    ...itself,
    status: stored.status,
    ...(stored.isSilenced && { isSilenced: stored.isSilenced }),
    extendedProperties: Object.fromEntries([...marks(revision, false), ...marks(stored, true)]),
  };
}
