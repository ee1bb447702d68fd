import { readEntities } from '../../../shared/formats/defender/entities';
import { ENTITY_KINDS } from '../../../shared/model/entity';

function keysOf(...entities: unknown[]): (string | undefined)[] {
  return readEntities(entities, []).map(({ key }) => key);
}

const CLUSTER = {
  $id: '1',
  type: 'k8s-cluster',
  cloudResource: { type: 'azure-resource', resourceId: '/subscriptions/S/managedClusters/C' },
};
const NAMESPACE = { $id: '2', type: 'K8s-namespace', name: 'Shop', cluster: { $ref: '1' } };

describe('identity of the entities', () => {
  it.each([
    [{ type: 'host', hostName: 'DB01' }, 'host:db01'],
    [{ type: 'host', azureID: '/subscriptions/S/virtualMachines/VM1/' }, 'host:/subscriptions/s/virtualmachines/vm1'],
    [{ type: 'ip', address: '::FFFF:203.0.113.9' }, 'ip:203.0.113.9'],
    [{ type: 'account', name: 'kim', upnSuffix: 'Example.com' }, 'account:kim@example.com'],
    [{ type: 'account', name: 'admin' }, undefined],
    [{ type: 'url', url: 'hxxps://bad[.]example/a' }, 'url:https://bad.example/a'],
    [{ type: 'dns', domainName: 'Bad.Example.' }, 'dns:bad.example'],
    [{ type: 'filehash', algorithm: 'SHA256', value: 'AB'.repeat(32) }, `filehash:sha256:${'ab'.repeat(32)}`],
    [{ type: 'malware', name: 'Win32/Example.A' }, 'malware:win32/example.a'],
    [{ type: 'cloud-application', appId: 20595, name: 'Example' }, 'cloud-application:20595'],
    [{ type: 'security-group', sid: 'S-1-5-32-544' }, 'security-group:s-1-5-32-544'],
    [{ type: 'mailbox', mailboxPrimaryAddress: 'Kim@example.com' }, 'mailbox:kim@example.com'],
    [{ type: 'mail-message', networkMessageId: 'ID-1', subject: 'Hello' }, 'mail-message:id-1'],
    [{ type: 'submission-mail', submissionId: 'S-1' }, 'submission-mail:s-1'],
    [{ type: 'nic', macAddress: '00-00-5E-00-53-01' }, 'nic:00-00-5e-00-53-01'],
    [{ type: 'iotdevice', deviceId: 'D1' }, 'iotdevice:-|d1'],
    [{ type: 'container', containerId: 'C1' }, 'container:c1'],
    [{ type: 'container-image', imageId: 'example/app:1' }, 'container-image:example/app:1'],
    [{ type: 'host-logon-session', sessionId: '0x3e7' }, undefined],
  ])('%j is %s', (entity, key) => {
    expect(keysOf(entity)).toEqual([key]);
  });

  it('places Kubernetes objects in their cluster and namespace', () => {
    expect(
      keysOf(
        CLUSTER,
        NAMESPACE,
        { type: 'K8s-pod', name: 'cart-1', namespace: { $ref: '2' } },
        { type: 'k8s-node', name: 'n1', cluster: { $ref: '1' } },
      ),
    ).toEqual([
      'k8s-cluster:/subscriptions/s/managedclusters/c',
      'azure-resource:/subscriptions/s/managedclusters/c',
      'k8s-namespace:/subscriptions/s/managedclusters/c|shop',
      'k8s-pod:/subscriptions/s/managedclusters/c|shop|cart-1',
      'k8s-node:/subscriptions/s/managedclusters/c|n1',
    ]);
  });

  it('finds a referred entity wherever it is defined, also behind the reference', () => {
    expect(
      keysOf({ Type: 'file', Directory: '/usr/sbin', Name: 'sshd', Host: { $ref: '9' } }, { $id: '9', Type: 'host', HostName: 'web' }),
    ).toEqual(['file:web|/usr/sbin/sshd', 'host:web']);
  });

  it('places what names no host on the only host of the alert, and nowhere when there are two', () => {
    const file = { Type: 'file', Name: 'sshd' };
    const [web, db] = [
      { Type: 'host', HostName: 'web' },
      { Type: 'host', HostName: 'db' },
    ];
    expect(keysOf(file, web)).toEqual(['file:web|sshd', 'host:web']);
    expect(keysOf(file, web, db)).toEqual([undefined, 'host:web', 'host:db']);
  });

  it('reads registry keys and values with either name of the hive', () => {
    const host = { $id: '1', Type: 'host', HostName: 'web' };
    const long = { $id: '2', Type: 'registry-key', Hive: 'HKEY_LOCAL_MACHINE', Key: 'SOFTWARE\\Run' };
    const short = { Type: 'RegistryKey', Hive: 'HKLM', Key: 'software\\run' };
    const value = { Type: 'registry-value', Key: { $ref: '2' }, Name: 'Upd' };
    const [, first, second, third] = keysOf(host, long, short, value);
    expect(first).toBe('registry-key:web|hkey_local_machine|software\\run');
    expect(second).toBe(first);
    expect(third).toBe('registry-value:web|hkey_local_machine|software\\run|upd');
  });

  it('shows every entity under a name', () => {
    for (const kind of ENTITY_KINDS) {
      expect(readEntities([{ Type: kind }], [])).toEqual([expect.objectContaining({ kind, name: kind })]);
    }
  });

  it('survives entities that refer to themselves and to nothing', () => {
    expect(keysOf({ $id: '1', Type: 'process', Host: { $ref: '1' }, ImageFile: { $ref: '7' } }, { $ref: '8' }, null, 3, [])).toEqual([
      undefined,
    ]);
  });

  it('adds the resources of the alert that are not among its entities', () => {
    const listed = { Type: 'azure-resource', ResourceId: '/subscriptions/S/a' };
    expect(readEntities([listed], ['/Subscriptions/s/A', '/subscriptions/S/b']).map(({ name }) => name)).toEqual(['a', 'b']);
  });
});
