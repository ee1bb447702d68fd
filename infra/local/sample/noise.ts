import {
  ANALYST,
  azureResource,
  BATCH,
  directoryAccount,
  ip,
  localAccount,
  OFFICE,
  ORDERS,
  REPORTS,
  SITE,
  VAULT,
  WEB,
  WEB_2,
} from './estate';
import { type Random, random } from './random';
import type { SampleAlert } from './sample-alert';

type Habit = Omit<SampleAlert, 'minutesAgo' | 'entities'> & {
  /** On an ordinary day, on average. */
  perDay: number;
  entities: (random: Random) => SampleAlert['entities'];
};

const DAY_MINUTES = 24 * 60;

const stranger = ({ integer }: Random) => ip(`192.0.2.${integer(1, 254)}`);
const BACKUP = directoryAccount('backup-agent', 'd8e3b752-40af-4c19-9b67-e15f82c3a096');
const SCANNER = ip('198.51.100.200');

/** What fires on any day, and means nothing. */
const HABITS: Habit[] = [
  {
    perDay: 9,
    type: 'VM_SshBruteForceFailed',
    plan: 'Servers',
    severity: 'Medium',
    intent: 'Probing',
    on: WEB_2.id,
    title: 'SSH passwords are being guessed',
    description: 'An address of the internet tries user names and passwords on web-02. None has worked.',
    entities: (random) => [WEB_2.host, stranger(random)],
  },
  {
    perDay: 8,
    type: 'AppServices_WpScanner',
    plan: 'AppServices',
    severity: 'Low',
    intent: 'PreAttack',
    on: SITE,
    title: 'Somebody looks for a content management system',
    description: 'A scanner asks shop-front for pages which it does not have.',
    entities: (random) => [azureResource(SITE), stranger(random)],
  },
  {
    perDay: 6,
    type: 'AzureDNS_RandomizedDomain',
    plan: 'Dns',
    severity: 'Informational',
    intent: 'Exfiltration',
    on: WEB.id,
    title: 'Names which look random were resolved',
    description: 'The delivery network of the shop uses host names that look as if a program had made them up.',
    entities: ({ integer }) => [WEB.host, { Type: 'dns', DomainName: `e${integer(100_000, 999_999)}.cdn.example.net` }],
  },
  {
    perDay: 4,
    type: 'VM_AmBroadFilesExclusion',
    plan: 'Servers',
    severity: 'Medium',
    intent: 'DefenseEvasion',
    on: OFFICE.id,
    title: 'Antimalware was told to leave out many files',
    description: 'The software distribution excludes its working folder on office-07 while it installs.',
    entities: () => [OFFICE.host, localAccount('svc-install', OFFICE)],
  },
  {
    perDay: 3,
    type: 'KV_AccountVolumeAccessDeniedAnomaly',
    plan: 'KeyVaults',
    severity: 'Low',
    intent: 'Discovery',
    on: VAULT,
    title: 'A vault was asked often and refused',
    description: 'backup-agent asks shop-keys for secrets for which it has no permission.',
    entities: () => [azureResource(VAULT), BACKUP],
  },
  {
    perDay: 7,
    type: 'Storage.Blob_OpenContainersScanning.FailedAttempt',
    plan: 'Storage',
    severity: 'Low',
    intent: 'Collection',
    on: REPORTS,
    title: 'Somebody looks for open containers',
    description: 'An address guesses names of containers in shopreports and finds none that is open.',
    entities: (random) => [azureResource(REPORTS), stranger(random)],
  },
  {
    perDay: 3,
    type: 'SQL.DB_PrincipalAnomaly',
    plan: 'SqlServers',
    severity: 'Medium',
    intent: 'Exploitation',
    on: ORDERS,
    title: 'A user was not seen in this database before',
    description: 'm.okafor opens the orders for a monthly report.',
    entities: () => [azureResource(ORDERS), ANALYST],
  },
  {
    perDay: 2,
    type: 'VM_LinuxReconnaissance',
    plan: 'Servers',
    severity: 'Low',
    intent: 'Discovery',
    on: BATCH.id,
    title: 'A machine was taken stock of',
    description: "The company's own vulnerability scanner looks around on batch-03.",
    entities: () => [BATCH.host, SCANNER],
  },
];

/** The noise of so many days up to now: the same for the same number of days. */
export function everydayNoise(days: number): SampleAlert[] {
  const source = random(20_260_302);
  return HABITS.flatMap(({ perDay, entities, ...habit }) =>
    Array.from({ length: perDay * days }, () => ({
      ...habit,
      minutesAgo: source.integer(1, days * DAY_MINUTES),
      entities: entities(source),
    })),
  );
}
