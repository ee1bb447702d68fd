import fc from 'fast-check';
import { compileRoute } from '../../../infra/local/functions-host/route-template';

describe('a route template', () => {
  test.each<[template: string, path: string, params: Record<string, string> | undefined]>([
    ['api/things', '/api/things', {}],
    ['api/things', '/API/Things/', {}],
    ['api/things', '/api/other', undefined],
    ['api/things', '/api/things/more', undefined],
    ['/api/things/', '/api/things', {}],
    ['api/{x}', '/api/a', { x: 'a' }],
    ['api/{x}', '/api', undefined],
    ['api/{x}', '/api/a/b', undefined],
    ['api/{x?}', '/api', {}],
    ['api/{x?}', '/api/a', { x: 'a' }],
    ['api/{x=none}', '/api', { x: 'none' }],
    ['api/{x=none}', '/api/a', { x: 'a' }],
    ['api/{*rest}', '/api', {}],
    ['api/{*rest}', '/api/a/b/c', { rest: 'a/b/c' }],
    ['api/{**rest}', '/api/a/b', { rest: 'a/b' }],
    ['api/{file}.{extension}', '/api/alerts.csv', { file: 'alerts', extension: 'csv' }],
    ['api/{file}.{extension}', '/api/alerts', undefined],
    ['api/a.b', '/api/aXb', undefined],
    ['', '/', {}],
    ['subscriptions/{id:guid}', '/subscriptions/0f8fad5b-d9cb-469f-a165-70867728950e', { id: '0f8fad5b-d9cb-469f-a165-70867728950e' }],
    ['subscriptions/{id:guid}', '/subscriptions/none', undefined],
    ['{n:int}', '/12', { n: '12' }],
    ['{n:int}', '/-12', { n: '-12' }],
    ['{n:int}', '/12.5', undefined],
    ['{n:int}', '/2147483648', undefined],
    ['{n:long}', '/2147483648', { n: '2147483648' }],
    ['{n:int?}', '/', {}],
    ['{n:range(1,10)}', '/10', { n: '10' }],
    ['{n:range(1,10)}', '/11', undefined],
    ['{n:min(5)}', '/4', undefined],
    ['{n:max(5)}', '/6', undefined],
    ['{b:bool}', '/True', { b: 'True' }],
    ['{b:bool}', '/yes', undefined],
    ['{t:alpha:length(2,3)}', '/abc', { t: 'abc' }],
    ['{t:alpha:length(2,3)}', '/abcd', undefined],
    ['{t:alpha:length(2,3)}', '/a1', undefined],
    ['{t:length(3)}', '/ab', undefined],
    ['{t:minlength(3)}', '/ab', undefined],
    ['{t:maxlength(3)}', '/abcd', undefined],
    ['{d:datetime}', '/2026-01-31T10:00:00Z', { d: '2026-01-31T10:00:00Z' }],
    ['{d:datetime}', '/soon', undefined],
    ['{x:decimal}', '/1.5', { x: '1.5' }],
    ['{x:double}', '/x', undefined],
    ['{t:regex(^(a|b)+$)}', '/abba', { t: 'abba' }],
    ['{t:regex(^(a|b)+$)}', '/abc', undefined],
    ['{x}', '/a%20b', { x: 'a b' }],
    ['{x}', '/a%2Fb', { x: 'a%2Fb' }],
    ['{x}', '/100%', { x: '100%' }],
    ['{x}', '/%ff', { x: '%ff' }],
  ])('%s on %s', (template, path, params) => {
    expect(compileRoute(template)(path)).toEqual(params);
  });

  test.each(['api/{x', 'api/x}', 'api/{x:nonsense}', 'api/{}'])('refuses %s', (template) => {
    expect(() => compileRoute(template)).toThrow();
  });

  it('gives back every value that a client encodes as one segment', () => {
    const match = compileRoute('api/{value}/end');
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (value) => {
        fc.pre(!value.includes('/') && !/%2f/i.test(value) && value !== '.' && value !== '..');
        expect(match(`/api/${encodeURIComponent(value)}/end`)).toEqual({ value });
      }),
    );
  });

  it('never throws on a path', () => {
    const match = compileRoute('{a:int?}/{b}-{c:alpha}/{*rest}');
    fc.assert(
      fc.property(fc.string(), (path) => {
        expect(() => match(`/${path}`)).not.toThrow();
      }),
    );
  });
});
