import type { AlertDocument } from './alert-document';

/** An alert without its raw event, which lists and exports do without. */
export type ListedAlert = Omit<AlertDocument, 'raw'>;

/** A property that is missing here would be missing in every list: so the compiler asks for each. */
const LISTED: Record<keyof ListedAlert, true> = {
  id: true,
  subscriptionId: true,
  format: true,
  vendor: true,
  product: true,
  component: true,
  alertType: true,
  displayName: true,
  description: true,
  vendorSeverity: true,
  vendorTactics: true,
  vendorTechniques: true,
  category: true,
  action: true,
  startTime: true,
  endTime: true,
  generatedTime: true,
  revisedTime: true,
  status: true,
  entities: true,
  compromisedEntity: true,
  resourceIds: true,
  isIncident: true,
  isSilenced: true,
  correlationKey: true,
  alertUri: true,
  remediationSteps: true,
  extendedLinks: true,
  extendedProperties: true,
  severity: true,
  tactics: true,
  techniques: true,
  reasons: true,
  entityKeys: true,
  activityId: true,
  resourceGroups: true,
  revision: true,
  arrivedTime: true,
  isLate: true,
  statusChangedTime: true,
  ttl: true,
  analyticConfidence: true,
  maliceConfidence: true,
  supersededStatuses: true,
};

export const LISTED_PROPERTIES = Object.keys(LISTED) as (keyof ListedAlert)[];
