import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type ActionSecrets, type Automation, placeOf } from '../../settings/automation';
import {
  type AskedAutomation,
  AUTOMATION_BODY,
  type AutomationBody,
  askedAutomation,
  problemsOf,
  withPolicy,
} from '../../settings/automation-request';
import type { StoredAutomation } from '../../storage/automation-repository';
import { json, noContent } from '../answer';
import { badRequest, conflict, notFound } from '../api-error';
import { refuseStale } from '../etag';
import { shortListAnswer } from '../list-answer';
import { type Call, param, type Route, route } from '../route';
import type { Services } from '../services';
import { demandReach } from './automation-reach';
import { AUTOMATION_VERSION, automationResource, deliveryResource } from './automation-resource';

const PROVIDER = '/providers/Microsoft.Security/automations';
const SUBSCRIPTION = '/subscriptions/{subscriptionId}';
const GROUP = `${SUBSCRIPTION}/resourceGroups/{resourceGroup}`;
const ONE = `${GROUP}${PROVIDER}/{name}`;

const AUTOMATION = z
  .looseObject({ id: z.string(), name: z.string(), type: z.string(), properties: z.looseObject({}) })
  .meta({ id: 'Automation' });
const AUTOMATION_LIST = z.object({ value: z.array(AUTOMATION), nextLink: z.string().optional() }).meta({ id: 'AutomationList' });
const VALIDATION = z.object({ isValid: z.boolean(), message: z.string() }).meta({ id: 'AutomationValidationStatus' });
const NAME = /^[A-Za-z0-9][\w.()-]{0,89}$/;

const READ = { versions: [AUTOMATION_VERSION], access: { scope: 'subscription', permission: 'Settings.Read' } } as const;
const WRITE = { versions: [AUTOMATION_VERSION], access: { scope: 'subscription', permission: 'Settings.Write' } } as const;

/** Settings of continuous export, as `Microsoft.Security` serves them. */
export function automationRoutes(services: Services): Route[] {
  const list = (operation: string, path: string, summary: string): Route => ({
    ...READ,
    operation,
    method: 'GET',
    path,
    summary,
    query: { $top: 'Largest number in one page', $skipToken: 'Continues a list, from its nextLink' },
    answers: { 200: AUTOMATION_LIST },
    async handle(call) {
      const found = await services.automations.of(call.subscriptionId, call.params.resourceGroup);
      const key = ({ resourceGroup, name }: StoredAutomation) => `${resourceGroup}/${name}`.toLowerCase();
      return shortListAnswer(call, found, key, (automation) => automationResource(automation));
    },
  });
  return [
    list('Automations_List', `${SUBSCRIPTION}${PROVIDER}`, 'Automations of a subscription'),
    list('Automations_ListByResourceGroup', `${GROUP}${PROVIDER}`, 'Automations in a resource group'),
    {
      ...READ,
      operation: 'Automations_Get',
      method: 'GET',
      path: ONE,
      summary: 'One automation, and how its actions fare',
      answers: { 200: AUTOMATION },
      async handle(call) {
        const automation = await automationAt(call, services);
        const secrets = await services.automations.secrets(automation);
        const deliveries = await services.exporting.deliveries(automation, secrets);
        return json(automationResource(automation, deliveries.map(deliveryResource)));
      },
    },
    route({
      ...WRITE,
      operation: 'Automations_CreateOrUpdate',
      method: 'PUT',
      path: ONE,
      summary: 'Creates or changes an automation; 409 when the etag is not the present one',
      change: 'Microsoft.Security/automations/write',
      body: AUTOMATION_BODY,
      answers: { 200: AUTOMATION, 201: AUTOMATION },
      handle: (call) => put(call, services),
    }),
    {
      ...WRITE,
      operation: 'Automations_Delete',
      method: 'DELETE',
      path: ONE,
      summary: 'Deletes an automation; what it has delivered stays in the ledger',
      change: 'Microsoft.Security/automations/delete',
      answers: { 204: null },
      async handle(call) {
        const [resourceGroup, name] = [param(call, 'resourceGroup'), param(call, 'name')];
        refuseStale(call, 'automation', name, await services.automations.get(call.subscriptionId, resourceGroup, name));
        await services.automations.delete(call.subscriptionId, resourceGroup, name);
        return noContent();
      },
    },
    route({
      ...WRITE,
      operation: 'Automations_Validate',
      method: 'POST',
      path: `${ONE}/validate`,
      summary: 'Says whether an automation could be created so',
      body: z.looseObject({}),
      answers: { 200: VALIDATION },
      handle: (call) => validate(call, services),
    }),
  ];
}

async function put(call: Call<AutomationBody>, services: Services): Promise<Response> {
  const { subscriptionId } = call;
  const name = param(call, 'name');
  if (!NAME.test(name)) throw badRequest(badName(name), 'InvalidAutomationName');
  const asked = askedAutomation(call.body);
  const stored = await services.automations.get(subscriptionId, param(call, 'resourceGroup'), name);
  refuseStale(call, 'automation', name, stored);
  const secrets = mergedSecrets(asked, stored ? await services.automations.secrets(stored) : {});
  const problem = await problemOf(asked, secrets, stored, call, services);
  if (problem !== undefined) throw badRequest(problem, 'InvalidAutomation');
  await demandReach(asked.settings, secrets, call);
  const now = services.clock();
  const automation: Automation = {
    subscriptionId,
    resourceGroup: param(call, 'resourceGroup').toLowerCase(),
    name: stored?.name ?? name,
    uid: stored?.uid ?? randomUUID(),
    ...asked.settings,
    actions: asked.settings.actions.map((action) => withPolicy(action, secrets[placeOf(action)] ?? {})),
    createdTime: stored?.createdTime ?? now,
    modifiedTime: now,
    ...rulesTimeOf(asked.settings, stored, now),
  };
  const outcome = await services.automations.put(automation, secrets, stored?.etag);
  if (outcome === 'overtaken') throw conflict(`The automation '${name}' is being changed by another request.`);
  await services.exporting.changed(automation);
  const saved = await automationAt(call, services);
  return json(automationResource(saved), stored ? 200 : 201);
}

function badName(name: string): string {
  return `'${name.slice(0, 90)}' is no name of an automation.`;
}

function rulesTimeOf(asked: Pick<Automation, 'scopes' | 'sources'>, stored: Automation | undefined, now: number): { rulesTime?: number } {
  if (!stored) return {};
  const isSame = isDeepStrictEqual([asked.scopes, asked.sources], [stored.scopes, stored.sources]);
  if (!isSame) return { rulesTime: now };
  return stored.rulesTime === undefined ? {} : { rulesTime: stored.rulesTime };
}

async function validate(call: Call<Record<string, unknown>>, services: Services): Promise<Response> {
  const { subscriptionId } = call;
  const parsed = AUTOMATION_BODY.safeParse(call.body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return json({ isValid: false, message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unreadable'}` });
  }
  const asked = askedAutomation(parsed.data);
  const name = param(call, 'name');
  if (!NAME.test(name)) return json({ isValid: false, message: badName(name) });
  const stored = await services.automations.get(subscriptionId, param(call, 'resourceGroup'), name);
  const secrets = mergedSecrets(asked, stored ? await services.automations.secrets(stored) : {});
  const problem = await problemOf(asked, secrets, stored, call, services);
  await demandReach(asked.settings, secrets, call);
  return json({ isValid: problem === undefined, message: problem ?? 'The automation is valid.' });
}

/** A client that reads, changes and writes back has no secrets to write: those of the same place stay. */
function mergedSecrets({ settings, secrets }: AskedAutomation, stored: Record<string, ActionSecrets>): Record<string, ActionSecrets> {
  return Object.fromEntries(
    settings.actions.map((action) => [placeOf(action), { ...stored[placeOf(action)], ...secrets[placeOf(action)] }]),
  );
}

async function problemOf(
  asked: AskedAutomation,
  secrets: Record<string, ActionSecrets>,
  stored: StoredAutomation | undefined,
  { subscriptionId }: Call<unknown>,
  { automations, exporting }: Services,
): Promise<string | undefined> {
  const others = (await automations.of(subscriptionId)).filter(({ uid }) => uid !== stored?.uid);
  const ofPlaces = asked.settings.actions.map((action) => exporting.problemOf(action, secrets[placeOf(action)] ?? {}));
  return [...problemsOf(asked, subscriptionId, others), ...ofPlaces].find((problem) => problem !== undefined);
}

/** Throws 404. */
export async function automationAt(call: Call<unknown>, services: Services): Promise<StoredAutomation> {
  const found = await services.automations.get(call.subscriptionId, param(call, 'resourceGroup'), param(call, 'name'));
  if (!found) throw notFound(`The automation '${param(call, 'name')}'`);
  return found;
}
