/** Why an action is not possible. `missing`: no such incident; `stale`: somebody has changed it since; the message is then its id. */
export class Refusal extends Error {
  constructor(
    readonly kind: 'missing' | 'stale' | 'conflict' | 'invalid',
    message: string,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}
