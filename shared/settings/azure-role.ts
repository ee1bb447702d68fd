import { PERMISSIONS, type Permission } from './permission';

/** A role that is assigned at a subscription or resource group. */
export interface AzureRole {
  /** The GUID by which Azure knows its built-in role. Source: Microsoft Learn, Azure built-in roles (see NOTICE). */
  id: string;
  name: string;
  permissions: readonly Permission[];
}

const READING = PERMISSIONS.filter((permission) => permission.endsWith('.Read') && permission !== 'Access.Read');
const INCIDENTS: Permission[] = ['Alert.Read', 'Alert.Write', 'Incident.Read', 'Incident.Write'];

/** Azure's built-in roles for the work of a security team, with what each may do here. */
export const AZURE_ROLES: readonly AzureRole[] = [
  { id: '39bc4728-0917-49c7-9d2c-d95423bc2eb4', name: 'Security Reader', permissions: READING },
  {
    id: 'fb1c8493-542b-48eb-b624-b4c8fea62acd',
    name: 'Security Admin',
    permissions: PERMISSIONS.filter((permission) => permission !== 'Access.Write'),
  },
  { id: '8d289c81-5878-46d4-8554-54e1e3d8b5cb', name: 'Microsoft Sentinel Reader', permissions: READING },
  { id: '3e150937-b8fe-4cfb-8069-0eaf05ecd056', name: 'Microsoft Sentinel Responder', permissions: [...READING, ...INCIDENTS] },
  {
    id: 'ab8e14d6-4a74-4a29-9ba8-549422addade',
    name: 'Microsoft Sentinel Contributor',
    permissions: [...READING, ...INCIDENTS, 'Settings.Write', 'Indicator.Write'],
  },
  { id: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', name: 'User Access Administrator', permissions: ['Access.Read', 'Access.Write'] },
  { id: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', name: 'Owner', permissions: PERMISSIONS },
];

/** Finds a role by its GUID, by a role definition id that ends in it, or by its name in any case. */
export function findAzureRole(text: string): AzureRole | undefined {
  const wanted = text.trim().toLowerCase();
  return AZURE_ROLES.find(({ id, name }) => wanted === id || wanted.endsWith(`/roledefinitions/${id}`) || wanted === name.toLowerCase());
}
