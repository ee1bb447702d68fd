import { ApiFixture } from './api-fixture';

let api: ApiFixture;
beforeAll(async () => {
  api = await ApiFixture.start();
});
afterAll(() => api.stop());

test('is healthy and ready without a token', async () => {
  expect(await api.ask('/healthz', { token: null })).toMatchObject({ status: 200, body: { status: 'healthy' } });
  expect(await api.ask('/readyz', { token: null })).toMatchObject({ status: 200, body: { status: 'ready' } });
});

test('is healthy but not ready while the store fails, and says nothing of why', async () => {
  const failing = jest.spyOn(api.stores.roleAssignments, 'of').mockRejectedValue(new Error('secret of the store'));
  const { status, text, headers } = await api.ask('/readyz', { token: null });
  expect(status).toBe(503);
  expect(text).not.toContain('secret');
  expect(headers.get('retry-after')).toBe('5');
  expect((await api.ask('/healthz', { token: null })).status).toBe(200);
  failing.mockRestore();
  expect((await api.ask('/readyz', { token: null })).status).toBe(200);
});
