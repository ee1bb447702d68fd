const { once } = require('node:events');
const { setImmediate: immediate, setTimeout: delay } = require('node:timers/promises');
const { app, output } = require('@azure/functions');
const { fromFetchResponse } = require('../../../../functions/http-messages.ts');
const { record } = require('./recorder');

const http = (name, options) => app.http(name, { authLevel: 'anonymous', ...options });

http('echo', {
  methods: ['GET', 'POST'],
  handler: async (request) => ({
    jsonBody: {
      method: request.method,
      url: request.url,
      query: Object.fromEntries(request.query),
      header: request.headers.get('x-test'),
      body: request.body ? Buffer.from(await request.arrayBuffer()).toString('base64') : null,
    },
  }),
});
const params = async (request, context) => ({ jsonBody: { function: context.functionName, params: request.params } });
http('routed', { route: 'things/{id}/parts/{part?}', methods: ['GET'], handler: params });
http('rest', { route: 'files/{*rest}', handler: params });
http('constrained', { route: 'numbers/{n:int}', handler: params });
http('b-general', { route: 'order/{name}', handler: params });
http('c-literal', { route: 'order/literal', handler: params });
http('throws', {
  handler: () => {
    throw new Error('on purpose');
  },
});
http('nothing', { handler: () => undefined });
http('hooked', { handler: (input) => ({ jsonBody: input }) });
http('locked', { authLevel: 'function', handler: () => ({ status: 201, headers: { 'x-answer': 'yes' }, body: 'made' }) });
http('cookies', {
  handler: () => ({
    cookies: [
      { name: 'a', value: 'b c', path: '/', httpOnly: true, secure: true, sameSite: 'Lax', maxAge: 60 },
      { name: 'd', value: 'e' },
    ],
  }),
});
http('slow', {
  handler: async () => {
    record('slow begins');
    await delay(400);
    return { body: 'done' };
  },
});
http('hangs', {
  handler: async () => {
    record('hangs begins');
    await once(process, 'never');
  },
});
http('forgets', {
  handler: () => {
    Promise.reject(new Error('nobody awaited me'));
    return { body: 'fine' };
  },
});
http('streams', {
  methods: ['POST'],
  handler: async (request) => ({
    body: (async function* () {
      let size = 0;
      for await (const chunk of request.body) size += chunk.length;
      yield `got ${size};`;
      await delay(200);
      yield 'end';
    })(),
  }),
});
http('endless', {
  handler: (_request, context) => {
    const chunk = Buffer.alloc(64 * 1024, 'a');
    let sent = 0;
    const body = new ReadableStream(
      {
        async pull(controller) {
          await immediate();
          controller.enqueue(chunk);
          sent += chunk.length;
          if (sent % (1024 * 1024) === 0) record('endless', sent);
        },
        cancel: () => record('endless ends', sent),
      },
      { highWaterMark: 0 },
    );
    return fromFetchResponse(new Response(body), context.invocationId);
  },
});
http('breaks', {
  handler: () => ({
    body: (async function* () {
      yield 'some';
      await delay(50);
      throw new Error('in the middle');
    })(),
  }),
});

const queue = output.storageQueue({ queueName: '%OUT_QUEUE%', connection: 'AzureWebJobsStorage' });
const hub = output.eventHub({ eventHubName: 'out', connection: 'EVENTS' });
http('sends', {
  methods: ['POST'],
  extraOutputs: [queue],
  handler: async (request, context) => {
    const { value, fail } = await request.json();
    context.extraOutputs.set(queue, value);
    if (fail) throw new Error('on purpose');
    return { body: 'sent' };
  },
});
http('publishes', {
  methods: ['POST'],
  extraOutputs: [hub],
  handler: async (request, context) => {
    context.extraOutputs.set(hub, await request.json());
    return { body: 'published' };
  },
});
