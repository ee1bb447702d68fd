import { lookup } from 'node:dns';
import { publicLookup } from '../../../shared/export/targets/guarded-address';

jest.mock('node:dns', () => ({ lookup: jest.fn() }));

/** What the name stands for, at the first and at each later look. */
function standsFor(...looks: string[][]): void {
  let look = 0;
  (lookup as unknown as jest.Mock).mockReset().mockImplementation((_name, _options, callback) => {
    const addresses = looks[Math.min(look++, looks.length - 1)] ?? [];
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  });
}

function looked(options: { all?: boolean } = {}): Promise<unknown> {
  return new Promise((resolve, reject) =>
    publicLookup('hooks.example.com', options, (error, address) => (error ? reject(error) : resolve(address))),
  );
}

describe('the name of a webhook', () => {
  it('is looked up once, and the connection goes to the very address that was looked at', async () => {
    standsFor(['93.184.215.14'], ['10.0.0.1']);
    expect(await looked()).toBe('93.184.215.14');
    expect(lookup).toHaveBeenCalledTimes(1);
  });

  it('that turns to a private address between two connections leads nowhere', async () => {
    standsFor(['93.184.215.14'], ['169.254.169.254']);
    await looked();
    await expect(looked()).rejects.toThrow('not public');
  });

  it.each([[['10.0.0.1']], [['93.184.215.14', '127.0.0.1']], [['2606:4700::1111', 'fd00::1']], [['::ffff:192.168.0.1']], [[]]])(
    'that stands for %j leads nowhere',
    async (addresses) => {
      standsFor(addresses);
      await expect(looked()).rejects.toThrow('not public');
      await expect(looked({ all: true })).rejects.toThrow('not public');
    },
  );
});
