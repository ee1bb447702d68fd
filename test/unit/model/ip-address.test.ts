import fc from 'fast-check';
import { canonicalIp, isAddressOfEverywhere, isInternalAddress } from '../../../shared/model/ip-address';

describe('the canonical form of an address', () => {
  it('is its own canonical form', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        const canonical = canonicalIp(address);
        return canonical !== undefined && canonicalIp(canonical) === canonical;
      }),
    );
  });

  it('is one for all spellings of an IPv6 address', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 }), (groups) => {
        const plain = groups.map((group) => group.toString(16)).join(':');
        const padded = groups.map((group) => group.toString(16).padStart(4, '0').toUpperCase()).join(':');
        expect(canonicalIp(padded)).toBe(canonicalIp(plain));
        expect(canonicalIp(`[${plain}]:443`)).toBe(canonicalIp(plain));
        expect(canonicalIp(`${plain}%eth0`)).toBe(canonicalIp(plain));
      }),
    );
  });

  it('of an IPv4 address does not depend on its wrapping', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const wrapped = [
          `::ffff:${address}`,
          `::FFFF:${address}`,
          `0:0:0:0:0:ffff:${address}`,
          `${address}:8080`,
          address.replaceAll('.', '[.]'),
          ` ${address} `,
        ];
        expect(wrapped.map(canonicalIp)).toEqual(wrapped.map(() => address));
      }),
    );
  });

  it.each([
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['2001:DB8::1', '2001:db8::1'],
    ['::', '::'],
  ])('of %s is %s', (address, canonical) => {
    expect(canonicalIp(address)).toBe(canonical);
  });

  it.each(['', 'web01', '256.1.1.1', '1.2.3', '1.2.3.4.5', '010.1.1.1', ':', '1::2::3', 'fe80', '[x]', '1.2.3.4/24'])(
    'does not exist for "%s"',
    (text) => {
      expect(canonicalIp(text)).toBeUndefined();
    },
  );
});

describe('where an address lies', () => {
  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '169.254.3.4',
    '224.0.0.251',
    '239.255.255.250',
    '168.63.129.16',
    '::',
    '::1',
    'fe80::1',
    'ff02::fb',
  ])('%s is everywhere', (address) => {
    expect(isAddressOfEverywhere(address)).toBe(true);
  });

  it.each(['203.0.113.7', '10.0.0.1', '192.0.2.1', '168.63.129.17', '240.0.0.1', '2001:db8::1', 'fd00::1', '::2'])(
    '%s is somewhere',
    (address) => {
      expect(isAddressOfEverywhere(address)).toBe(false);
    },
  );

  it.each([
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '100.127.1.1',
    'fd12::1',
    'fc00::1',
    '127.0.0.1',
    'fe80::1',
  ])('%s is internal', (address) => {
    expect(isInternalAddress(address)).toBe(true);
  });

  it.each(['172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '11.0.0.1', '203.0.113.7', '2001:db8::1'])('%s is not', (address) => {
    expect(isInternalAddress(address)).toBe(false);
  });
});
