import { subjectOf } from '../../../shared/fusion/activity-id';
import type { FusionEntity } from '../../../shared/fusion/fusion-alert';
import { account, host } from './fusion-alerts';

const address = (text: string, role?: FusionEntity['role']): FusionEntity => ({
  kind: 'ip',
  key: `ip:${text}`,
  name: text,
  ...(role && { role }),
});

test.each([
  ['the account, for a sign-in from the internet', [address('198.51.100.7'), account('dana')], 'account:dana'],
  ['the address, where it is one of the inside', [address('10.0.0.7'), account('dana')], 'ip:10.0.0.7'],
  ['the address that is named as the target', [address('198.51.100.7', 'target'), account('dana')], 'ip:198.51.100.7'],
  ['the address, where nothing else is named', [address('198.51.100.7')], 'ip:198.51.100.7'],
  ['the machine before all', [address('10.0.0.7'), account('dana'), host('web01')], 'host:web01'],
])('an alert is about %s', (_, entities, key) => {
  expect(subjectOf({ entities })?.key).toBe(key);
});
