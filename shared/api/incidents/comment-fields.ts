import { type Field, fields } from '../odata/field';

const text = (path: string): Field => ({ path, type: 'text' });

const PROPERTIES: Record<string, Field> = {
  message: text('message'),
  createdTimeUtc: { path: 'createdTime', type: 'time' },
  lastModifiedTimeUtc: { path: 'modifiedTime', type: 'time' },
  'author/name': text('author/name'),
  'author/objectId': text('author/objectId'),
  'author/userPrincipalName': text('author/userPrincipalName'),
};

/** What `$filter` may name in a comment: `properties/message`, and also plain `message`. */
export const COMMENT_FIELDS = fields({
  ...PROPERTIES,
  ...Object.fromEntries(Object.entries(PROPERTIES).map(([name, field]) => [`properties/${name}`, field])),
});

export const SORTABLE_COMMENT_FIELDS = { createdtimeutc: 'createdTime', lastmodifiedtimeutc: 'modifiedTime' };
