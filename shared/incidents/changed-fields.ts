import { isDeepStrictEqual } from 'node:util';
import type { IncidentDocument } from '../storage/incident-document';

/** What people say of an incident, by the names that the API shows. */
const FIELDS = {
  title: ({ title }: IncidentDocument) => title,
  description: ({ story }: IncidentDocument) => story,
  severity: ({ severity }: IncidentDocument) => severity,
  status: ({ status }: IncidentDocument) => status,
  classification: ({ classification }: IncidentDocument) => classification,
  classificationReason: ({ classificationReason }: IncidentDocument) => classificationReason,
  classificationComment: ({ classificationComment }: IncidentDocument) => classificationComment,
  owner: ({ owner }: IncidentDocument) => owner,
  labels: ({ labels }: IncidentDocument) => labels,
};

/** One thing that a person said of an incident in place of another; absent: nothing was, or is, said. */
export interface ChangedField {
  name: keyof typeof FIELDS;
  from?: unknown;
  to?: unknown;
}

/** What is said of an incident otherwise than before. */
export function changedFields(before: IncidentDocument, after: IncidentDocument): ChangedField[] {
  return Object.entries(FIELDS).flatMap(([name, read]) => {
    const [from, to] = [read(before), read(after)];
    return isDeepStrictEqual(from, to) ? [] : [{ name: name as ChangedField['name'], from, to }];
  });
}
