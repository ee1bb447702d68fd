import { keyOf, valueOfKey } from './entity-key';
import { lower } from './text';

/** What a source tells of an account; `host` is the key of the host on which it was seen. */
export interface AccountFacts {
  /** A bare name, `user@domain`, or `DOMAIN\user`. */
  name?: string;
  upnSuffix?: string;
  ntDomain?: string;
  sid?: string;
  /** Object id in Entra ID. */
  aadUserId?: string;
  host?: string | undefined;
}

/** The accounts of Windows itself, which are the same on every machine, however a source spells them. */
const WELL_KNOWN_SIDS = new Map([
  ['s-1-5-18', 'nt authority\\system'],
  ['s-1-5-19', 'nt authority\\local service'],
  ['s-1-5-20', 'nt authority\\network service'],
]);

/** The SIDs that stand for nobody in particular: the null SID, which Windows writes for unknown users, Everyone, and Anonymous Logon. */
const SIDS_OF_NOBODY = new Set(['s-1-0-0', 's-1-1-0', 's-1-5-7']);

/** What Windows writes where there is no name. */
const NO_NAME = '-';

/** Domains that name no domain. */
const NO_DOMAIN = new Set(['', '.', '-', 'workgroup']);

/**
 * An account by the first of: user principal name, domain and name, SID, Entra object id, name on its host.
 * A bare name identifies nobody: every machine has an `admin`.
 */
export function accountKey(facts: AccountFacts): string | undefined {
  const told = lower(facts.sid);
  const sid = SIDS_OF_NOBODY.has(told) ? '' : told;
  return keyOf('account', WELL_KNOWN_SIDS.get(sid) ?? (qualifiedName(facts) || sid || lower(facts.aadUserId) || nameOnHost(facts)));
}

function qualifiedName(facts: AccountFacts): string {
  const name = lower(facts.name);
  if (name === '') return '';
  if (/^[^@\\\s]+@[^@\\\s]+$/.test(name)) return name;
  const slash = name.indexOf('\\');
  const ownDomain = slash < 0 ? '' : name.slice(0, slash);
  const bare = name.slice(slash + 1);
  if (bare === NO_NAME) return '';
  const suffix = lower(facts.upnSuffix);
  if (suffix !== '' && bare !== '') return `${bare}@${suffix}`;
  const domain = [ownDomain, lower(facts.ntDomain)].find((text) => !NO_DOMAIN.has(text));
  return domain === undefined || bare === '' ? '' : `${domain}\\${bare}`;
}

function nameOnHost({ name, host }: AccountFacts): string {
  const bare = lower(name).replace(/^.*\\/, '');
  return bare === '' || bare === NO_NAME || host === undefined ? '' : `${valueOfKey(host)}\\${bare}`;
}
