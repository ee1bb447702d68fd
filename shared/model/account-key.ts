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

/** Domains that name no domain. */
const NO_DOMAIN = new Set(['', '.', '-', 'workgroup']);

/**
 * An account by the first of: user principal name, domain and name, SID, Entra object id, name on its host.
 * A bare name identifies nobody: every machine has an `admin`.
 */
export function accountKey(facts: AccountFacts): string | undefined {
  const sid = lower(facts.sid);
  return keyOf('account', WELL_KNOWN_SIDS.get(sid) ?? (qualifiedName(facts) || sid || lower(facts.aadUserId) || nameOnHost(facts)));
}

function qualifiedName(facts: AccountFacts): string {
  const name = lower(facts.name);
  if (name === '') return '';
  if (/^[^@\\\s]+@[^@\\\s]+$/.test(name)) return name;
  const slash = name.indexOf('\\');
  const ownDomain = slash < 0 ? '' : name.slice(0, slash);
  const bare = name.slice(slash + 1);
  const suffix = lower(facts.upnSuffix);
  if (suffix !== '' && bare !== '') return `${bare}@${suffix}`;
  const domain = [ownDomain, lower(facts.ntDomain)].find((text) => !NO_DOMAIN.has(text));
  return domain === undefined || bare === '' ? '' : `${domain}\\${bare}`;
}

function nameOnHost({ name, host }: AccountFacts): string {
  const bare = lower(name).replace(/^.*\\/, '');
  return bare === '' || host === undefined ? '' : `${valueOfKey(host)}\\${bare}`;
}
