import type { TacticId } from '../../model/tactic';
import type { EntityList } from '../entity-list';
import { isObject, textOf, textsOf } from '../fields';
import type { JsonObject } from '../format';
import { valueAt } from '../guardduty/value-at';
import { LIMITS } from '../limits';
import { readTactics } from '../tactics';
import { readTechniquesIn } from '../techniques';
import { addInstanceOfArn } from './instance';
import { addAmazonResource, addPrincipal } from './principal';

/**
 * Who acted in an attack sequence (GuardDuty's `service.detection.sequence`, Security Hub's `Detection.Sequence`), from where, and on what. Source: Amazon
 * GuardDuty API Reference, "Sequence".
 */
export function addSequence(list: EntityList, sequence: unknown, accountId: string): void {
  for (const actor of objectsIn(sequence, 'Actors')) {
    const told = (...path: string[]) => textOf(valueAt(actor, 'User', ...path));
    addPrincipal(list, {
      accountId: told('Account', 'Uid') || accountId,
      name: told('Name'),
      accessKeyId: told('CredentialUid'),
      role: 'source',
    });
  }
  for (const endpoint of objectsIn(sequence, 'Endpoints')) {
    list.ip(valueAt(endpoint, 'Ip'), 'source');
    list.dns(valueAt(endpoint, 'Domain'));
  }
  for (const resource of objectsIn(sequence, 'Resources')) addResource(list, resource, accountId);
}

function addResource(list: EntityList, resource: JsonObject, accountId: string): void {
  const told = (name: string) => textOf(valueAt(resource, name));
  const [uid, type] = [told('Uid'), told('ResourceType')];
  if (/^i-[0-9a-z]+$/i.test(uid)) list.machine({ name: uid, role: 'target' });
  else if (type === 'ACCESS_KEY') {
    const name = textOf(valueAt(resource, 'Data', 'AccessKey', 'UserName'));
    addPrincipal(list, { accountId: told('AccountId') || accountId, name, accessKeyId: uid });
  } else if (uid.startsWith('arn:')) {
    addAmazonResource(list, uid, type);
    addInstanceOfArn(list, uid, 'target');
  }
}

/** The tactics that the indicators of a sequence and of its signals name. */
export function tacticsOfSequence(sequence: unknown): TacticId[] {
  return readTactics(valuesOf(sequence, 'ATTACK_TACTIC'));
}

export function techniquesOfSequence(sequence: unknown): string[] {
  return readTechniquesIn(valuesOf(sequence, 'ATTACK_TECHNIQUE').join(' '));
}

function valuesOf(sequence: unknown, key: string): string[] {
  const ofSignals = objectsIn(sequence, 'Signals').flatMap((signal) => objectsIn(signal, 'SignalIndicators'));
  const indicators = [...objectsIn(sequence, 'SequenceIndicators'), ...ofSignals];
  const values = indicators.filter((one) => valueAt(one, 'Key') === key).flatMap((one) => textsOf(valueAt(one, 'Values')));
  return [...new Set(values)].slice(0, LIMITS.members);
}

/** What people call the first resource of the sequence. */
export function nameOfSequence(sequence: unknown): string {
  const [first] = objectsIn(sequence, 'Resources');
  return textOf(valueAt(first, 'Name')) || textOf(valueAt(first, 'Uid'));
}

function objectsIn(value: unknown, name: string): JsonObject[] {
  const found = valueAt(value, name);
  return Array.isArray(found) ? found.slice(0, LIMITS.entities).filter(isObject) : [];
}
