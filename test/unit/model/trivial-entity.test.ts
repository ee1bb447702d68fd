import { accountKey } from '../../../shared/model/account-key';
import type { EntityKind } from '../../../shared/model/entity';
import { fileHashKey, hostKey, ipKey, resourceKey } from '../../../shared/model/entity-key';
import { isTelling } from '../../../shared/model/trivial-entity';

const SUBSCRIPTION = '/subscriptions/11112222-3333-4444-5555-666677778888';

describe('an entity that is everywhere tells nothing', () => {
  it.each<[EntityKind, string | undefined]>([
    ['ip', ipKey('127.0.0.1')],
    ['ip', ipKey('::ffff:127.0.0.1')],
    ['ip', ipKey('fe80::1%eth0')],
    ['ip', ipKey('0.0.0.0')],
    ['ip', ipKey('255.255.255.255')],
    ['host', hostKey({ name: 'localhost' })],
    ['host', hostKey({ name: 'localhost', dnsDomain: 'localdomain' })],
    ['dns', 'dns:7.113.0.203.in-addr.arpa'],
    ['account', accountKey({ sid: 'S-1-5-18' })],
    ['account', accountKey({ name: 'LOCAL SERVICE', ntDomain: 'NT AUTHORITY' })],
    ['account', accountKey({ name: 'root', host: 'host:web01' })],
    ['azure-resource', resourceKey(`${SUBSCRIPTION}/`)],
    ['filehash', fileHashKey('MD5', 'D41D8CD98F00B204E9800998ECF8427E')],
    ['account', undefined],
    ['other', undefined],
  ])('%s %s', (kind, key) => {
    expect(isTelling(key === undefined ? { kind } : { kind, key })).toBe(false);
  });
});

describe('any other entity tells something', () => {
  it.each<[EntityKind, string]>([
    ['ip', 'ip:203.0.113.7'],
    ['ip', 'ip:10.0.0.5'],
    ['host', 'host:localhostess'],
    ['dns', 'dns:www.example.org'],
    ['account', 'account:rooty@example.org'],
    ['account', 'account:contoso\\administrator'],
    ['azure-resource', `azure-resource:${SUBSCRIPTION}/resourcegroups/web`],
    ['filehash', `filehash:md5:${'ab'.repeat(16)}`],
    ['process', 'process:web01|7@5'],
  ])('%s %s', (kind, key) => {
    expect(isTelling({ kind, key })).toBe(true);
  });
});
