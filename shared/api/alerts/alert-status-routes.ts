import type { IncidentUpdate } from '../../incidents/lifecycle';
import type { AlertStatus } from '../../model/alert';
import type { IncidentDocument } from '../../storage/incident-document';
import { noContent } from '../answer';
import { notFound } from '../api-error';
import { doing } from '../incidents/incident-write-routes';
import { acting } from '../incidents/refusal-error';
import { ALERT_VERSIONS } from '../projections/security-alert';
import { type Call, param, type Route } from '../route';
import type { Services } from '../services';

const ACTIONS: readonly [verb: string, status: AlertStatus, operation: string][] = [
  ['dismiss', 'Dismissed', 'Dismiss'],
  ['resolve', 'Resolved', 'Resolve'],
  ['activate', 'Active', 'Activate'],
  ['inProgress', 'InProgress', 'InProgress'],
];
const LEVELS = [
  ['SubscriptionLevel', '/subscriptions/{subscriptionId}'],
  ['ResourceGroupLevel', '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}'],
] as const;

/** People's states of alerts, as `Microsoft.Security` has them: an action each, without a body, answered by 204. */
export function alertStatusRoutes(services: Services): Route[] {
  return LEVELS.flatMap(([level, scope]) =>
    ACTIONS.map(
      ([verb, status, name]): Route => ({
        operation: `Alerts_Update${level}StateTo${name}`,
        method: 'POST',
        path: `${scope}/providers/Microsoft.Security/locations/{location}/alerts/{alertName}/${verb}`,
        summary: `Brings an alert into the state ${status}`,
        versions: verb === 'inProgress' ? [ALERT_VERSIONS[0]] : ALERT_VERSIONS,
        access: { scope: 'subscription', permission: 'Alert.Write' },
        change: `Microsoft.Security/locations/alerts/${verb}/action`,
        answers: { 204: null },
        handle: (call) => setStatus(call, status, services),
      }),
    ),
  );
}

async function setStatus(call: Call, status: AlertStatus, services: Services): Promise<Response> {
  const { alerts, alertStatus, incidents, places, clock } = services;
  const { subscriptionId } = call;
  const name = param(call, 'alertName');
  const group = call.params.resourceGroup?.toLowerCase();
  const isHome = param(call, 'location').toLowerCase() === places.location.toLowerCase();
  const alert = isHome ? await alerts.get(subscriptionId, name) : undefined;
  if (alert && (group === undefined || alert.resourceGroups.includes(group))) {
    call.notes.from = alert.status;
    call.notes.to = status;
    if (await alertStatus.set(subscriptionId, name, status, clock())) return noContent();
  }
  const incident = isHome && !alert && group === undefined ? await incidents.get(subscriptionId, name.toLowerCase()) : undefined;
  if (!incident) throw notFound(`The alert '${name}'`);
  await call.demand('Incident.Write', subscriptionId);
  await acting(() => services.actions.update(subscriptionId, incident.id, (present) => inStatus(present, status), undefined, doing(call)));
  await services.changed(subscriptionId);
  return noContent();
}

const INCIDENT_STATUS = { Active: 'New', InProgress: 'Active', Resolved: 'Closed', Dismissed: 'Closed' } as const;

/** What is dismissed is a false positive, and what is resolved is none; whoever takes up again what was closed has yet to judge it. */
function verdictAs({ status: before, classification }: IncidentDocument, status: AlertStatus): IncidentUpdate['classification'] {
  switch (status) {
    case 'Dismissed':
      return 'FalsePositive';
    case 'Resolved':
      return classification === undefined || classification === 'FalsePositive' ? 'TruePositive' : classification;
    case 'InProgress':
      return before === 'Closed' ? undefined : classification;
    case 'Active':
      return undefined;
  }
}

/** A fused incident that is treated as the alert which stands for it. */
function inStatus(incident: IncidentDocument, status: AlertStatus): IncidentUpdate {
  const { title, story, severity, classification, classificationReason, classificationComment, owner, labels = [] } = incident;
  const verdict = verdictAs(incident, status);
  const isKept = verdict === classification;
  return {
    wording: { title, story, severity },
    status: INCIDENT_STATUS[status],
    ...(verdict && { classification: verdict }),
    ...(isKept && classificationReason && { classificationReason }),
    ...(isKept && classificationComment && { classificationComment }),
    ...(owner && { owner }),
    labels,
  };
}
