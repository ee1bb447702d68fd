const { app } = require('@azure/functions');
const { isOn, record } = require('./recorder');

if (isOn('streaming')) app.setup({ enableHttpStream: true });
app.hook.appStart(() => record('appStart'));
app.hook.appTerminate(() => record('appTerminate'));
app.hook.preInvocation((context) => {
  if (context.invocationContext.functionName === 'hooked') context.inputs[0] = { replaced: true };
});
