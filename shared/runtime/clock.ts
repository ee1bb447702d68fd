/** The only source of the present time: handed to whatever needs it, so that tests can stop it. Epoch milliseconds. */
export type Clock = () => number;

export const systemClock: Clock = Date.now;
