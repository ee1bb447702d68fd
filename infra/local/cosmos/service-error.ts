/** A request that is refused, as the service answers it. */
export class ServiceError extends Error {
  constructor(
    readonly statusCode: number,
    /** The service's name for it, such as `BadRequest`. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
