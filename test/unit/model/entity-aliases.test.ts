import type { Entity } from '../../../shared/model/entity';
import { accountAliases, addAliases, hostAliases } from '../../../shared/model/entity-aliases';

function host(key: string): Entity {
  return { kind: 'host', name: 'x', key, properties: {} };
}

describe('further keys of a machine', () => {
  it('are its short name and its resource', () => {
    expect(hostAliases({ name: 'WEB01', dnsDomain: 'corp.example.com', resourceId: '/subscriptions/S/VM1' })).toEqual([
      'azure-resource:/subscriptions/s/vm1',
      'host:web01',
    ]);
  });

  it.each([{ name: 'WEB01' }, { name: '192.0.2.10' }, { resourceId: 'agent-7.example' }, {}])('are none for %j', (facts) => {
    expect(hostAliases(facts).filter((key) => key !== undefined)).toEqual([]);
  });
});

describe('further keys of an account', () => {
  it('are all other ways in which it is identified', () => {
    const keys = accountAliases({ name: 'Kim', upnSuffix: 'example.com', ntDomain: 'EX', sid: 'S-1-5-21-1', aadUserId: 'A1' });
    expect(keys).toEqual(['account:kim@example.com', 'account:ex\\kim', 'account:s-1-5-21-1', 'account:a1']);
  });
});

describe('adding aliases', () => {
  it('keeps each once, without the key itself and what is everywhere', () => {
    const entity = host('host:web01');
    addAliases(entity, ['ip:192.0.2.10', undefined, 'host:web01', 'ip:127.0.0.1', 'ip:192.0.2.10']);
    addAliases(entity, ['ip:192.0.2.11']);
    expect(entity.aliases).toEqual(['ip:192.0.2.10', 'ip:192.0.2.11']);
  });

  it('leaves an entity without a key, or without any other, as it is', () => {
    const nameless: Entity = { kind: 'host', name: 'x', properties: {} };
    addAliases(nameless, ['ip:192.0.2.10']);
    const known = host('host:web01');
    addAliases(known, ['host:web01']);
    expect([nameless, known].map((entity) => 'aliases' in entity)).toEqual([false, false]);
  });
});
