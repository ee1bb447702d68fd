import { readReplayOptions } from '../../../infra/local/replay/options';

const SUBSCRIPTION = '11112222-3333-4444-5555-666677778888';

describe('the command line of the replay', () => {
  it('names files, format, subscription and pace', () => {
    expect(
      readReplayOptions(['--format', 'suricata', '--subscription', SUBSCRIPTION.toUpperCase(), '--rate', '2.5', '--now', 'a', 'b']),
    ).toEqual({
      files: ['a', 'b'],
      format: 'suricata',
      subscriptionId: SUBSCRIPTION,
      rate: 2.5,
      now: true,
      raw: false,
    });
  });

  it('may name files alone', () => {
    expect(readReplayOptions(['a'])).toEqual({ files: ['a'], now: false, raw: false });
  });

  it('may ask for help', () => {
    expect(readReplayOptions(['--help'])).toBeUndefined();
  });

  test.each([
    [[], /no file/],
    [['--format', 'nessus', 'a'], /No format is called "nessus": there are .*suricata/],
    [['--subscription', '12', 'a'], /"12", which is no subscription id/],
    [['--rate', '0', 'a'], /--rate is "0"/],
    [['--rate', 'fast', 'a'], /--rate is "fast"/],
    [['--now', '--raw', 'a'], /leave out one/],
    [['--speed', 'a'], /Unknown option '--speed'/],
  ])('%j is refused with the reason', (args, reason) => {
    expect(() => readReplayOptions(args)).toThrow(reason);
  });
});
