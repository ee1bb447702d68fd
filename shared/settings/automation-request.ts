import { z } from 'zod';
import { readSubscriptionId } from '../model/subscription-id';
import {
  type ActionSecrets,
  type Automation,
  type AutomationAction,
  EVENT_SOURCES,
  OPERATORS,
  PROPERTY_TYPES,
  placeOf,
} from './automation';
import { problemOfRule } from './automation-rule';
import { connectionOf } from './event-hub-connection';

const text = (longest: number) => z.string().max(longest);

const RULE = z.object({
  propertyJPath: text(260).min(1),
  propertyType: z.enum(PROPERTY_TYPES).default('String'),
  expectedValue: text(1_000).default(''),
  operator: z.enum(OPERATORS),
});

const ACTION = z.discriminatedUnion('actionType', [
  z.object({ actionType: z.literal('Workspace'), workspaceResourceId: text(600).min(1) }),
  z.object({ actionType: z.literal('EventHub'), eventHubResourceId: text(600).min(1), connectionString: text(2_000).optional() }),
  z.object({
    actionType: z.literal('LogicApp'),
    logicAppResourceId: text(600).default(''),
    uri: text(2_000).optional(),
    signingKey: text(200).min(16).optional(),
  }),
  z.object({
    actionType: z.literal('Storage'),
    containerUri: z.url().max(500),
    connectionString: text(2_000).optional(),
    format: z.enum(['Csv', 'Ndjson']).default('Ndjson'),
    period: z.enum(['Hour', 'Day']).default('Hour'),
  }),
  z.object({
    actionType: z.literal('Sentinel'),
    workspaceResourceId: text(600)
      .min(1)
      .describe('A workspace of Microsoft Sentinel in which each incident is created and kept up to date; for the event source Incidents'),
    syncStatus: z
      .boolean()
      .default(false)
      .describe('Whether status, verdict, owner, severity and labels that people change in Microsoft Sentinel are taken over'),
  }),
]);

/** The body of a request that creates, changes or validates an automation. */
export const AUTOMATION_BODY = z
  .object({
    etag: text(200).nullish(),
    location: text(60).default(''),
    tags: z.record(text(512), text(256)).default({}),
    properties: z.object({
      description: text(1_000).default(''),
      isEnabled: z.boolean().default(true),
      scopes: z
        .array(z.object({ description: text(1_000).default(''), scopePath: text(300) }))
        .min(1)
        .max(100),
      sources: z
        .array(
          z.object({
            eventSource: z.enum(EVENT_SOURCES),
            ruleSets: z
              .array(z.object({ rules: z.array(RULE).min(1).max(50) }))
              .max(50)
              .nullish()
              .transform((sets) => sets ?? []),
          }),
        )
        .min(1)
        .max(EVENT_SOURCES.length),
      actions: z.array(ACTION).min(1).max(10),
    }),
  })
  .meta({ id: 'AutomationParameters' });
export type AutomationBody = z.output<typeof AUTOMATION_BODY>;

/** The parts of an automation that a request says, and apart from them its secrets by the place of their action. */
export interface AskedAutomation {
  settings: Pick<Automation, 'location' | 'tags' | 'description' | 'isEnabled' | 'scopes' | 'sources' | 'actions'>;
  secrets: Record<string, ActionSecrets>;
}

export function askedAutomation({ location, tags, properties }: AutomationBody): AskedAutomation {
  const { actions, ...settings } = properties;
  const parts = actions.map(partsOf);
  return {
    settings: { location, tags, ...settings, actions: parts.map(({ action }) => action) },
    secrets: Object.fromEntries(parts.map(({ action, secrets }) => [placeOf(action), secrets])),
  };
}

function partsOf(asked: AutomationBody['properties']['actions'][number]): { action: AutomationAction; secrets: ActionSecrets } {
  switch (asked.actionType) {
    case 'Workspace':
    case 'Sentinel':
      return { action: asked, secrets: {} };
    case 'EventHub': {
      const { connectionString, ...rest } = asked;
      return { action: { ...rest, sasPolicyName: '' }, secrets: given({ connectionString }) };
    }
    case 'Storage': {
      const { connectionString, ...action } = asked;
      return { action, secrets: given({ connectionString }) };
    }
    case 'LogicApp': {
      const { uri, signingKey, ...action } = asked;
      return { action, secrets: given({ uri, signingKey }) };
    }
  }
}

function given(secrets: { [Name in keyof ActionSecrets]: string | undefined }): ActionSecrets {
  return Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== undefined && value !== ''));
}

/** With the name of the key in the connection string, whether that came with the request or was there before. */
export function withPolicy(action: AutomationAction, { connectionString }: ActionSecrets): AutomationAction {
  if (action.actionType !== 'EventHub' || connectionString === undefined) return action;
  return { ...action, sasPolicyName: connectionOf(connectionString)?.keyName ?? '' };
}

/**
 * What makes an automation senseless beside the `others` of the subscription, in words, whatever the places that it delivers to say. Empty when nothing does.
 */
export function problemsOf(
  { settings }: Pick<AskedAutomation, 'settings'>,
  subscriptionId: string,
  others: readonly Pick<Automation, 'name' | 'actions'>[] = [],
): string[] {
  const { scopes, sources, actions } = settings;
  const problems: string[] = [];
  for (const { scopePath } of scopes) {
    if (scopeOf(scopePath, subscriptionId) === undefined) {
      problems.push(`The scope '${scopePath.slice(0, 120)}' is neither this subscription nor a resource group of it.`);
    }
  }
  for (const { ruleSets } of sources) {
    for (const rule of ruleSets.flatMap(({ rules }) => rules)) {
      const problem = problemOfRule(rule);
      if (problem !== undefined) problems.push(`A rule cannot be used: ${problem}.`);
    }
  }
  if (new Set(sources.map(({ eventSource }) => eventSource)).size < sources.length) problems.push('An event source is named twice.');
  const takesIncidentsAlone = actions.some(({ actionType }) => actionType === 'Sentinel');
  if (takesIncidentsAlone && sources.some(({ eventSource }) => !eventSource.startsWith('Incidents'))) {
    problems.push('A Sentinel action takes the event source Incidents alone: name others in an automation of their own.');
  }
  // What is known of an incident's copy is known once, and whether changes there count must not depend on who looks first.
  const copies = new Set(actions.filter(({ actionType }) => actionType === 'Sentinel').map(placeOf));
  const rival = others.find((other) => other.actions.some((action) => copies.has(placeOf(action))));
  if (rival) problems.push(`The automation '${rival.name}' keeps incidents in the same workspace of Microsoft Sentinel.`);
  if (new Set(actions.map(placeOf)).size < actions.length) problems.push('Two actions deliver to the same place.');
  return problems;
}

/** `*` for the whole subscription, else the resource group in lower case; undefined for what lies elsewhere or deeper. */
export function scopeOf(scopePath: string, subscriptionId: string): string | undefined {
  const [, subscription = '', group] = /^\/?subscriptions\/([^/]+)(?:\/resourcegroups\/([^/]+))?\/?$/i.exec(scopePath.trim()) ?? [];
  if (readSubscriptionId(subscription) !== subscriptionId) return undefined;
  return group === undefined ? '*' : group.toLowerCase();
}
