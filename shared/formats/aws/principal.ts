import type { EntityRole } from '../../model/entity';
import { addAliases } from '../../model/entity-aliases';
import { keyOf } from '../../model/entity-key';
import { lower } from '../../model/text';
import type { EntityList } from '../entity-list';

/** Who acted in an account of AWS: a user or role by its name in the account; an access key belongs to one of them alone. */
export function addPrincipal(
  list: EntityList,
  { accountId, name, accessKeyId = '', role }: { accountId: string; name: string; accessKeyId?: string; role?: EntityRole },
): void {
  const isNamed = name !== '' && accountId !== '';
  if (!isNamed && accessKeyId === '') return;
  const byKey = keyOf('account', lower(accessKeyId));
  const key = isNamed ? keyOf('account', `${accountId}\\${lower(name)}`) : byKey;
  addAliases(
    list.add('account', key, name || accessKeyId, { name, ntDomain: accountId, ...(accessKeyId === '' ? {} : { accessKeyId }) }, role),
    [byKey],
  );
}

/** A resource by its ARN; the account itself stands in every alert and ties none together. */
export function addAmazonResource(list: EntityList, arn: string, resourceType: string): void {
  if (arn === '' || /^AWS::::Account:/i.test(arn)) return;
  list.add('amazon-resource', keyOf('amazon-resource', lower(arn)), arn.slice(arn.lastIndexOf(':') + 1) || arn, {
    amazonResourceId: arn,
    resourceType,
  });
}
