import fc from 'fast-check';
import { accountKey } from '../../../shared/model/account-key';
import {
  compositeKey,
  dnsKey,
  fileHashKey,
  fileKey,
  hostKey,
  ipKey,
  keyOf,
  processKey,
  registryKey,
  resourceKey,
  urlKey,
  valueOfKey,
} from '../../../shared/model/entity-key';

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
const domain = fc.array(label, { minLength: 2, maxLength: 3 }).map((labels) => labels.join('.'));
const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.ipV4(), domain);

/** Canonicalising the value of a key must give the key again. */
function isStable(canonicalise: (text: string) => string | undefined): void {
  fc.assert(
    fc.property(anything, (text) => {
      const key = canonicalise(text);
      return key === undefined || canonicalise(valueOfKey(key)) === key;
    }),
  );
}

describe('a key', () => {
  it('is stable for every kind that has one value', () => {
    for (const canonicalise of [ipKey, urlKey, dnsKey, resourceKey, (name: string) => hostKey({ name })]) isStable(canonicalise);
  });

  it('does not depend on letter case or blanks around', () => {
    fc.assert(
      fc.property(label, domain, (name, dnsDomain) => {
        const loud = (text: string) => ` ${text.toUpperCase()} `;
        expect(hostKey({ name: loud(name), dnsDomain: loud(dnsDomain) })).toBe(hostKey({ name, dnsDomain }));
        expect(accountKey({ name: loud(name), ntDomain: loud(dnsDomain) })).toBe(accountKey({ name, ntDomain: dnsDomain }));
        expect(accountKey({ name: loud(name), upnSuffix: loud(dnsDomain) })).toBe(accountKey({ name, upnSuffix: dnsDomain }));
        expect(dnsKey(loud(dnsDomain))).toBe(dnsKey(dnsDomain));
        expect(resourceKey(loud(`/subscriptions/${name}`))).toBe(resourceKey(`/subscriptions/${name}`));
        expect(fileKey({ host: 'host:a', directory: loud(dnsDomain), name: loud(name) })).toBe(
          fileKey({ host: 'host:a', directory: dnsDomain, name }),
        );
      }),
    );
  });

  it('stays short, and long values stay apart', () => {
    const [one, other] = [keyOf('url', 'x'.repeat(5000)), keyOf('url', `${'x'.repeat(5000)}y`)];
    expect(one).toMatch(/^url:sha256:[0-9a-f]{64}$/);
    expect(other).not.toBe(one);
  });

  it('does not exist without a value', () => {
    const none = [
      ipKey(''),
      urlKey(' '),
      dnsKey('.'),
      hostKey({}),
      resourceKey('/'),
      accountKey({}),
      fileKey({ host: 'host:a' }),
      keyOf('nic', ''),
    ];
    expect(none).toEqual(none.map(() => undefined));
  });

  it('of several parts needs them all', () => {
    expect(compositeKey('k8s-pod', 'C', 'Shop', 'cart')).toBe('k8s-pod:c|shop|cart');
    expect(compositeKey('k8s-pod', 'C', '', 'cart')).toBeUndefined();
    expect(compositeKey('k8s-pod', undefined, 'Shop')).toBeUndefined();
  });
});

describe('a host', () => {
  it('is known by its qualified name, however the source divides it', () => {
    fc.assert(
      fc.property(label, domain, (name, dnsDomain) => {
        const whole = hostKey({ name: `${name}.${dnsDomain}` });
        expect(hostKey({ name, dnsDomain })).toBe(whole);
        expect(hostKey({ name: `${name}.${dnsDomain}.`, dnsDomain })).toBe(whole);
      }),
    );
  });

  it('is known by its short name when there is no domain, and by its resource when there is no name', () => {
    expect(hostKey({ name: 'WEB01' })).toBe('host:web01');
    expect(hostKey({ name: '', resourceId: '/Subscriptions/S/VM1/' })).toBe('host:/subscriptions/s/vm1');
    expect(hostKey({ name: 'WEB01', resourceId: '/subscriptions/S/VM1' })).toBe('host:web01');
    expect(hostKey({ name: '2001:DB8:0::1' })).toBe('host:2001:db8::1');
  });
});

describe('an account', () => {
  it.each([
    [{ name: 'Kim@Example.com' }, 'kim@example.com'],
    [{ name: 'kim', upnSuffix: 'example.com', ntDomain: 'CORP' }, 'kim@example.com'],
    [{ name: 'CORP\\Kim' }, 'corp\\kim'],
    [{ name: 'kim', ntDomain: 'Corp', sid: 'S-1-5-21-1-2-3-1001' }, 'corp\\kim'],
    [{ name: 'kim', sid: 'S-1-5-21-1-2-3-1001' }, 's-1-5-21-1-2-3-1001'],
    [{ aadUserId: 'AAAA-BBBB' }, 'aaaa-bbbb'],
    [{ name: 'kim', host: 'host:web01' }, 'web01\\kim'],
    [{ name: 'kim', ntDomain: 'WORKGROUP', host: 'host:web01' }, 'web01\\kim'],
    [{ name: '.\\kim', host: 'host:web01' }, 'web01\\kim'],
    [{ sid: 'S-1-5-18' }, 'nt authority\\system'],
    [{ name: 'SYSTEM', ntDomain: 'NT AUTHORITY', sid: 'S-1-5-18' }, 'nt authority\\system'],
    [{ name: 'SYSTEM', ntDomain: 'NT AUTHORITY' }, 'nt authority\\system'],
  ])('%j is %s', (facts, value) => {
    expect(accountKey(facts)).toBe(`account:${value}`);
  });

  it('with a bare name is nobody', () => {
    expect(accountKey({ name: 'admin' })).toBeUndefined();
    expect(accountKey({ name: 'admin', ntDomain: 'WORKGROUP' })).toBeUndefined();
  });

  it.each(['S-1-0-0', 'S-1-1-0', 'S-1-5-7'])('is not known by %s, which is nobody in particular', (sid) => {
    expect(accountKey({ name: 'bob', sid })).toBeUndefined();
    expect(accountKey({ name: 'bob', ntDomain: 'CORP', sid })).toBe('account:corp\\bob');
    expect(accountKey({ name: '-', ntDomain: '-', sid, host: 'host:a' })).toBeUndefined();
  });

  it('that goes by `-` is nobody, unless a SID tells who', () => {
    expect(accountKey({ name: '-', ntDomain: 'CORP', host: 'host:a' })).toBeUndefined();
    expect(accountKey({ name: '-', sid: 'S-1-5-21-1' })).toBe('account:s-1-5-21-1');
  });
});

describe('a URL', () => {
  it.each([
    'http://bad.example/Path?q=1',
    'HTTP://BAD.EXAMPLE:80/Path?q=1#top',
    'hxxp://bad[.]example/Path?q=1',
    'hxxp[://]bad(.)example/Path?q=1',
    'bad[dot]example/Path?q=1',
    'http://user:secret@bad.example/Path?q=1',
  ])('is one: %s', (spelling) => {
    expect(urlKey(spelling)).toBe('url:http://bad.example/Path?q=1');
  });

  it('keeps the letter case of its path', () => {
    expect(urlKey('http://bad.example/A')).not.toBe(urlKey('http://bad.example/a'));
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'http://', 'a b'])('is none: %s', (text) => {
    expect(urlKey(text)).toBeUndefined();
  });
});

describe('a file, its hash and a process', () => {
  it('belong to their host', () => {
    const file = { directory: 'C:\\Windows\\', name: 'CMD.exe' };
    expect(fileKey({ host: 'host:a', ...file })).toBe('file:a|c:/windows/cmd.exe');
    expect(fileKey({ host: 'host:b', ...file })).not.toBe(fileKey({ host: 'host:a', ...file }));
    expect(fileKey({ host: undefined, ...file })).toBeUndefined();
    expect(registryKey('registry-key', undefined, 'HKLM', 'a')).toBeUndefined();
  });

  it.each([
    ['MD5', 'AB'.repeat(16), 'md5'],
    ['', 'ab'.repeat(20), 'sha1'],
    ['Unknown', 'ab'.repeat(32), 'sha256'],
    ['SHA-256', 'ab'.repeat(32), 'sha256'],
    ['SHA256AC', 'ab'.repeat(32), 'sha256ac'],
  ])('hash by algorithm "%s"', (algorithm, value, name) => {
    expect(fileHashKey(algorithm, value)).toBe(`filehash:${name}:${value.toLowerCase()}`);
  });

  it('hash needs hexadecimal digits', () => {
    expect(fileHashKey('md5', 'not a hash at all')).toBeUndefined();
  });

  it('processes are told apart by number and start, in either notation, else by their image', () => {
    const started = { host: 'host:a', startTime: 5000 };
    expect(processKey({ ...started, processId: '0x1A' })).toBe('process:a|26@5000');
    expect(processKey({ ...started, processId: '26', image: 'x' })).toBe('process:a|26@5000');
    expect(processKey({ host: 'host:a', processId: '26', image: 'C:\\Temp\\X.exe' })).toBe('process:a|c:/temp/x.exe');
    expect(processKey({ host: 'host:a', processId: '26' })).toBeUndefined();
    expect(processKey({ ...started, host: undefined, processId: '26' })).toBeUndefined();
  });
});
