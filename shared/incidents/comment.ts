/** What a person wrote at an incident. */
export interface IncidentComment {
  id: string;
  incidentId: string;
  message: string;
  /** Epoch milliseconds. */
  createdTime: number;
  modifiedTime: number;
  author: { objectId: string; name: string; userPrincipalName?: string };
}
