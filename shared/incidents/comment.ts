/** Who wrote something, as the token says. */
export interface Author {
  objectId: string;
  name: string;
  userPrincipalName?: string;
}

/** What a person wrote at an incident. */
export interface IncidentComment {
  id: string;
  incidentId: string;
  message: string;
  /** Epoch milliseconds. */
  createdTime: number;
  modifiedTime: number;
  author: Author;
}
