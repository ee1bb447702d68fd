import fc from 'fast-check';
import { confidencesOf, demandOf, logOdds, probability, SEVERITY_TABLE, severityOf } from '../../../shared/classification/confidence';
import { SEVERITIES, severityRank } from '../../../shared/model/severity';

const odds = fc.double({ min: -8, max: 8, noNaN: true });
const severityAt = (analytic: number, malice: number) => severityOf({ analytic: logOdds(analytic), malice: logOdds(malice) });

describe('the table of severities', () => {
  it.each([
    ['High', 0.76, 0.76],
    ['Medium', 0.74, 0.99],
    ['Medium', 0.99, 0.74],
    ['Medium', 0.36, 0.46],
    ['Low', 0.34, 0.99],
    ['Low', 0.99, 0.44],
    ['Low', 0.01, 0.16],
    ['Informational', 0.99, 0.14],
  ])('calls %s what has the confidences %d and %d', (severity, analytic, malice) => {
    expect(severityAt(analytic, malice)).toBe(severity);
  });

  it('goes up with either confidence, never down', () => {
    fc.assert(
      fc.property(odds, odds, fc.double({ min: 0, max: 5, noNaN: true }), (analytic, malice, more) => {
        const rank = severityRank(severityOf({ analytic, malice }));
        expect(severityRank(severityOf({ analytic: analytic + more, malice }))).toBeGreaterThanOrEqual(rank);
        expect(severityRank(severityOf({ analytic, malice: malice + more }))).toBeGreaterThanOrEqual(rank);
      }),
    );
  });

  it('gives the level whose demands are met, and of no higher one', () => {
    fc.assert(
      fc.property(odds, odds, (analytic, malice) => {
        const severity = severityOf({ analytic, malice });
        const meets = (row: { analytic: number; malice: number }) =>
          probability(analytic) >= row.analytic && probability(malice) >= row.malice;
        const met = SEVERITY_TABLE.filter(meets).map((row) => row.severity);
        expect(met.length === 0 ? ['Informational'] : met).toContain(severity);
        for (const other of met) expect(severityRank(other)).toBeLessThanOrEqual(severityRank(severity));
      }),
    );
  });

  it.each(SEVERITIES)('has the centre of %s inside of it, and its demand in words', (severity) => {
    expect(severityOf(confidencesOf(severity))).toBe(severity);
    expect(demandOf(severity)).toMatch(/0\.\d/);
  });
});

it('a confidence and its log-odds are one', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (confidence) => {
      expect(probability(logOdds(confidence))).toBeCloseTo(confidence, 9);
    }),
  );
});
