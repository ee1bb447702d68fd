/** Tells the test what a function was given. */
exports.record = (name, data) => process.send?.({ kind: 'record', name, data });

/** Whether the test has switched `name` on through an environment variable: functions that fire by themselves run in their own test alone. */
exports.isOn = (name) => (process.env.TEST_APP ?? '').split(',').includes(name);
