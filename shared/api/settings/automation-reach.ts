import { readSubscriptionId } from '../../model/subscription-id';
import { type ActionSecrets, type Automation, placeOf } from '../../settings/automation';
import { scopeOf } from '../../settings/automation-request';
import { hubOf } from '../../settings/event-hub-connection';
import type { Call } from '../route';

type Demanding = Pick<Call, 'subscriptionId' | 'demand'>;

/** What one must be allowed to do with that which one has delivered. */
const EXPORTING = ['Settings.Write', 'Alert.Read', 'Incident.Read'] as const;

/**
 * Throws 403 unless the caller may write settings and read in all of an automation's scopes: who rules over one resource group must not carry away what lies in
 * another, whatever group the automation itself stands in. Scopes which are none are for others to refuse.
 */
export async function demandScopes({ scopes }: Pick<Automation, 'scopes'>, { subscriptionId, demand }: Demanding): Promise<void> {
  for (const { scopePath } of scopes) {
    const scope = scopeOf(scopePath, subscriptionId);
    if (scope === undefined) continue;
    for (const permission of EXPORTING) await demand(permission, subscriptionId, scope === '*' ? undefined : scope);
  }
}

/**
 * Throws 403 unless that holds, and the caller may write settings also where an action delivers by the right of this deployment alone: an event hub of another
 * subscription without a key of its own. Workspaces are named by whoever runs the deployment (setting EXPORT_WORKSPACES), which is the leave to use them.
 */
export async function demandReach(
  automation: Pick<Automation, 'scopes' | 'actions'>,
  secrets: Readonly<Record<string, ActionSecrets>>,
  call: Demanding,
): Promise<void> {
  await demandScopes(automation, call);
  for (const action of automation.actions) {
    if (action.actionType !== 'EventHub' || secrets[placeOf(action)]?.connectionString !== undefined) continue;
    const target = readSubscriptionId(hubOf(action.eventHubResourceId)?.subscription ?? '');
    if (target !== undefined && target !== call.subscriptionId) await call.demand('Settings.Write', target);
  }
}
