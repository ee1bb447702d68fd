import type { SampleEntity } from './sample-alert';

/** The invented company whose alerts the sample shows: a shop in one subscription, its customers' data in another. Addresses are from the documentation ranges. */
export const SHOP = '6b1f0d3a-52c7-4e8b-9a41-0d7c3e5f2a10';
export const DATA = 'c49e7a85-1b36-4d02-8f5e-7a2b9c60d1e4';

const resource = (subscription: string, group: string, path: string) =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/${path}`;

/** A machine as the resource that an alert names and as the entity in it. */
export interface Machine {
  id: string;
  host: SampleEntity;
}

function machine(subscription: string, group: string, name: string, system: 'Linux' | 'Windows'): Machine {
  const id = resource(subscription, group, `Microsoft.Compute/virtualMachines/${name}`);
  return { id, host: { Type: 'host', HostName: name, DnsDomain: 'shop.example.com', OSFamily: system, AzureID: id } };
}

export const JUMP = machine(SHOP, 'shop-edge', 'jump-01', 'Linux');
export const WEB = machine(SHOP, 'shop-web', 'web-01', 'Linux');
export const WEB_2 = machine(SHOP, 'shop-web', 'web-02', 'Linux');
export const OFFICE = machine(SHOP, 'shop-office', 'office-07', 'Windows');
export const BATCH = machine(DATA, 'data-jobs', 'batch-03', 'Linux');

export const VAULT = resource(SHOP, 'shop-web', 'Microsoft.KeyVault/vaults/shop-keys');
export const SITE = resource(SHOP, 'shop-web', 'Microsoft.Web/sites/shop-front');
export const CUSTOMERS = resource(DATA, 'data-customers', 'Microsoft.Storage/storageAccounts/shopcustomers');
export const REPORTS = resource(DATA, 'data-reports', 'Microsoft.Storage/storageAccounts/shopreports');
export const ORDERS = resource(DATA, 'data-customers', 'Microsoft.Sql/servers/shop-orders/databases/orders');

export const ip = (address: string): SampleEntity => ({ Type: 'ip', Address: address });
export const azureResource = (id: string): SampleEntity => ({ Type: 'azure-resource', ResourceId: id });
export const localAccount = (name: string, on: Machine): SampleEntity => ({ Type: 'account', Name: name, Host: on.host });

/** A service principal or person of the directory. */
export const directoryAccount = (name: string, objectId: string): SampleEntity => ({
  Type: 'account',
  Name: name,
  AadUserId: objectId,
  IsDomainJoined: true,
});

/** The identity with which releases are rolled out; it may do much in both subscriptions. */
export const RELEASE = directoryAccount('shop-release', '5f2d9b1e-7c34-4a60-b8e9-31d6f0a7c254');
export const ANALYST = directoryAccount('m.okafor', 'a07c41f3-9e25-4b8d-86f1-c2d95e703b18');
