import { agreementOfSources } from '../../../evaluation/classification/agreement';
import type { RatedName } from '../../../evaluation/classification/reference-data';

const rated = (source: RatedName['source'], name: string, rating: Partial<RatedName> = {}): RatedName => ({
  source,
  vendor: source,
  name,
  severities: [],
  tactics: [],
  group: '',
  ...rating,
});

describe('agreement of two vendors about what they call alike', () => {
  const names = [
    rated('Sigma', 'Quokka seen in the garden', { severities: ['High'], tactics: ['TA0001', 'TA0002'] }),
    rated('Panther', 'Detected a quokka in garden seen', { severities: ['High'], tactics: ['TA0002'] }),
    rated('Sigma', 'Wombat under the house', { severities: ['Low'], tactics: ['TA0003'] }),
    rated('Defender', 'Wombat under a house', { severities: ['Low', 'Medium'], tactics: ['TA0004'] }),
  ];

  it('is about names of different sources that share their telling words', () => {
    const [agreement] = agreementOfSources(names, [0.9]);
    expect(agreement).toMatchObject({ pairs: 2, aimed: 2, tacticInCommon: 0.5 });
    expect(agreement?.severity.accuracy).toBe(0.5);
  });

  it('is about no two names of one source', () => {
    const twice = [names[0], names[0]].map((name) => name as RatedName);
    expect(agreementOfSources(twice, [0.5])[0]?.pairs).toBe(0);
  });

  it('is about more pairs the less they must have in common', () => {
    const related = [...names, rated('Panther', 'Wombat at home', { severities: ['High'] })];
    const [close, loose] = agreementOfSources(related, [0.9, 0.2]);
    expect(close?.pairs).toBe(2);
    expect(loose?.pairs).toBeGreaterThan(2);
  });

  it('takes only names with a level or an aim for each', () => {
    const bare = [rated('Sigma', 'Numbat', { tactics: ['TA0005'] }), rated('Panther', 'Numbat', { tactics: ['TA0005'] })];
    expect(agreementOfSources(bare, [1])[0]).toMatchObject({ pairs: 0, aimed: 1, tacticInCommon: 1 });
  });
});
