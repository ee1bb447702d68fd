import { SUBSCRIPTION } from '../../support/sample-alerts';
import { ApiFixture, security } from './api-fixture';
import { alert } from './stored-alerts';

const DAY = 24 * 60 * 60_000;

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.stop());

test('alerts that arrive more than a day after their event are marked, found by the mark, and stay so when they are revised', async () => {
  const [late, inTime] = [alert(0, { id: 'late' }), alert(0, { id: 'in-time' })];
  await api.stores.alerts.add([inTime], inTime.startTime + DAY);
  await api.stores.alerts.add([late], late.startTime + DAY + 1);
  const revision = (one: typeof late) => ({ ...one, revisedTime: one.revisedTime + 1, displayName: 'Revised' });
  await api.stores.alerts.add([revision(inTime), revision(late)], inTime.startTime + 9 * DAY);

  const listed = async (filter: string) => {
    const path = security(SUBSCRIPTION, `alerts?api-version=2022-01-01&$filter=${encodeURIComponent(filter)}`);
    return (await api.ask(path)).body.value.map(({ name, properties }: { name: string; properties: { extendedProperties: object } }) => [
      name,
      properties.extendedProperties,
    ]);
  };
  expect(await listed('properties/isLate eq true')).toEqual([['late', expect.objectContaining({ 'sinter.late': 'true' })]]);
  expect(await listed('properties/isLate eq false')).toEqual([['in-time', expect.not.objectContaining({ 'sinter.late': 'true' })]]);
});
