import fc from 'fast-check';
import { ACTIVITY_FIELDS } from '../../../shared/api/activity/activity-fields';
import { fusionFields } from '../../../shared/api/activity/fusion-changes';
import { RAISED_FIELDS } from '../../../shared/api/activity/raised-alerts';
import { ALERT_FIELDS } from '../../../shared/api/alerts/alert-fields';
import { INCIDENT_ALERT_FIELDS } from '../../../shared/api/alerts/incident-alert-fields';
import { ApiError } from '../../../shared/api/api-error';
import type { Fields } from '../../../shared/api/odata/field';
import { parseFilter } from '../../../shared/api/odata/filter';

const FUSION_FIELDS = fusionFields({ location: 'centralus', workspace: { resourceGroup: 'soc', name: 'fusion' } });

const value = fc.constantFrom("'Sinter'", "'High'", "'Active'", "'Execution'", "'/a/alerts/b'", '1', 'true', 'null', '2026-01-01');
const comparison = (name: string) =>
  fc.oneof(
    fc.tuple(fc.constantFrom('eq', 'ne', 'lt', 'le', 'gt', 'ge'), value).map(([how, what]) => `${name} ${how} ${what}`),
    fc.tuple(fc.constantFrom('contains', 'startswith', 'endswith'), value).map(([how, what]) => `${how}(${name}, ${what})`),
  );

function isRead(filter: string, fields: Fields): boolean {
  try {
    parseFilter(filter, fields);
    return true;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

test.each<[what: string, list: Fields, other: Fields]>([
  ['incidents among alerts', ALERT_FIELDS, INCIDENT_ALERT_FIELDS],
  ['alerts in the activity log', ACTIVITY_FIELDS, RAISED_FIELDS],
  ['changes by fusion in the activity log', ACTIVITY_FIELDS, FUSION_FIELDS],
])('whatever a list can be asked, %s can be asked too', (_, list, other) => {
  const filter = fc
    .constantFrom(...list)
    .chain(([name, { elements }]) =>
      elements === undefined
        ? comparison(name)
        : fc.constantFrom(...elements.keys()).chain((element) => comparison(element && `x/${element}`).map((each) => any(name, each))),
    );
  fc.assert(
    fc.property(filter, (each) => {
      if (isRead(each, list)) expect([each, isRead(each, other)]).toEqual([each, true]);
    }),
    { numRuns: 2_000 },
  );
});

/** A comparison of the element itself has no name in it. */
function any(list: string, comparison: string): string {
  return `${list}/any(x: ${comparison.replace(/^ |(?<=\()(?=, )/, (found) => `x${found}`)})`;
}
