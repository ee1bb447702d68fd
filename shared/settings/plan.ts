/** The plans of Defender for Cloud whose detections arrive as alerts, in the spelling of Azure's API. */
export const PLANS = [
  'VirtualMachines',
  'SqlServers',
  'AppServices',
  'StorageAccounts',
  'SqlServerVirtualMachines',
  'KubernetesService',
  'ContainerRegistry',
  'KeyVaults',
  'Dns',
  'Arm',
  'OpenSourceRelationalDatabases',
  'CosmosDbs',
  'Containers',
  'Api',
] as const;
export type Plan = (typeof PLANS)[number];

export const PRICING_TIERS = ['Free', 'Standard'] as const;
export type PricingTier = (typeof PRICING_TIERS)[number];

/** What a subscription has chosen for a plan. A plan that nobody has set is Standard, with its trial before it. */
export interface PlanSetting {
  plan: Plan;
  tier: PricingTier;
  /** The variant of a Standard plan, for those who tell such apart; here all are alike. */
  subPlan?: string;
  /** When it was first set to Standard, epoch milliseconds; never changes again. */
  trialStarted?: number;
}

/** Of every plan, once for each subscription. In milliseconds. */
export const TRIAL_MS = 30 * 24 * 60 * 60 * 1000;

/** What is left of the trial at `now`, in milliseconds. */
export function trialRemaining({ trialStarted }: Pick<PlanSetting, 'trialStarted'>, now: number): number {
  return trialStarted === undefined ? TRIAL_MS : Math.max(0, Math.min(TRIAL_MS, trialStarted + TRIAL_MS - now));
}

/** The plan of that name, in any letter case. */
export function findPlan(name: string): Plan | undefined {
  return PLANS.find((plan) => plan.toLowerCase() === name.toLowerCase());
}

/** Setting a tier: the first Standard starts the trial, and nothing starts it again. */
export function withTier(setting: PlanSetting, { tier, subPlan }: Pick<PlanSetting, 'tier' | 'subPlan'>, now: number): PlanSetting {
  const started = setting.trialStarted ?? (tier === 'Standard' ? now : undefined);
  return {
    plan: setting.plan,
    tier,
    ...(subPlan && tier === 'Standard' ? { subPlan } : {}),
    ...(started === undefined ? {} : { trialStarted: started }),
  };
}

/** A duration in ISO 8601, to the second. */
export function isoDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const days = Math.floor(seconds / 86_400);
  const parts = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const time = parts.map((part, index) => (part > 0 ? `${part}${'HMS'[index]}` : '')).join('');
  if (days === 0 && time === '') return 'PT0S';
  return `P${days > 0 ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
}

/** Names by which alerts call the plans in `productComponentName`, beside the plans' own; in lower case without blanks. */
const COMPONENTS: Readonly<Record<string, Plan>> = {
  servers: 'VirtualMachines',
  storage: 'StorageAccounts',
  appservice: 'AppServices',
  databases: 'SqlServers',
  sql: 'SqlServers',
  kubernetes: 'KubernetesService',
  keyvault: 'KeyVaults',
  resourcemanager: 'Arm',
  cosmosdb: 'CosmosDbs',
  apis: 'Api',
};

/** The plan whose detections bear that `productComponentName`; undefined when it is of none. */
export function planOfComponent(component: string): Plan | undefined {
  const name = component.toLowerCase().replaceAll(' ', '');
  return COMPONENTS[name] ?? findPlan(name);
}
