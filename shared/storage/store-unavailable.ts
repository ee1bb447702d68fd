/** The store refuses for the time being. What was asked may be asked again. */
export class StoreUnavailable extends Error {
  constructor(
    /** HTTP status of the last refusal. */
    readonly statusCode: number,
    operations: number,
  ) {
    super(`The store answers ${statusCode} to ${operations} operations, also when asked again.`);
    this.name = 'StoreUnavailable';
  }
}
