import { isPublicAddress } from '../../../shared/export/targets/guarded-address';

describe('the addresses that a webhook may have', () => {
  it.each([
    ...[
      '127.0.0.1',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '168.63.129.16',
      '100.64.0.1',
      '0.0.0.0',
    ],
    ...['255.255.255.255', '224.0.0.1', '198.18.0.1', '::1', '::', 'fe80::1', 'fd00::1', 'ff02::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'],
    ...['2002:a00:1::', '2001:db8::1', '2001::1', 'localhost', ''],
  ])('do not include %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '20.50.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001:80b::200e'])('include %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});
