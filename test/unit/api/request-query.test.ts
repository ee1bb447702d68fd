import { readQuery, refuseOthers } from '../../../shared/api/request-query';

test.each(['?groupBy=status', '?GROUPBY=status&%24filter=x', ''])('what is known is let through, in any case of letters: %s', (search) => {
  expect(() => refuseOthers(readQuery(search), ['groupBy', '$filter'])).not.toThrow();
});

test('what is unknown is refused with the names of what is known', () => {
  expect(() => refuseOthers(readQuery('?groupBy=status&From=x'), ['groupBy', '$filter'])).toThrow(
    "'from' is no query parameter here. They are groupBy, $filter.",
  );
});
