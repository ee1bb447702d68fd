import { readQuery, refuseOthers } from '../../../shared/api/request-query';

const ROUTE = { query: { groupBy: '' }, requiredQuery: { $filter: '' } };

test.each(['?groupBy=status', '?GROUPBY=status&%24filter=x', '?api-version=1', ''])(
  'what is known is let through, in any case of letters: %s',
  (search) => {
    expect(() => refuseOthers(readQuery(search), ROUTE)).not.toThrow();
  },
);

test('what is unknown is refused with the names of what is known', () => {
  expect(() => refuseOthers(readQuery('?groupBy=status&From=x'), ROUTE)).toThrow(
    "'from' is no query parameter here. They are api-version, $filter, groupBy.",
  );
});

test('where nothing is known, nothing is refused', () => {
  expect(() => refuseOthers(readQuery('?from=x'), {})).not.toThrow();
});
