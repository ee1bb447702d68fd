import type { EntityRole } from '../../model/entity';
import { addAliases } from '../../model/entity-aliases';
import { keyOf } from '../../model/entity-key';
import { lower } from '../../model/text';
import type { EntityList } from '../entity-list';

const INSTANCE_ARN = /^arn:aws[\w-]*:ec2:[^:]*:[^:]*:instance\/(i-[0-9a-z]+)$/i;

/** The machine that an ARN of EC2 names, by the instance id under which other findings speak of it; other ARNs add none. */
export function addInstanceOfArn(list: EntityList, arn: string, role?: EntityRole): void {
  const instanceId = INSTANCE_ARN.exec(arn)?.[1];
  if (instanceId === undefined) return;
  const key = list.machine({ name: instanceId, role });
  addAliases(
    list.entities.find((entity) => entity.key === key),
    [keyOf('amazon-resource', lower(arn))],
  );
}
