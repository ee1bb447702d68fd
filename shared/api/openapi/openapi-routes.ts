import { z } from 'zod';
import { json } from '../answer';
import type { Route } from '../route';
import { openApiDocument } from './document';

/** The description of the given routes, and of itself. */
export function openApiRoutes(described: readonly Route[]): Route[] {
  let document: object | undefined;
  const own: Route = {
    operation: 'OpenApi_Get',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description of the API',
    access: { scope: 'anyone' },
    answers: { 200: z.looseObject({ openapi: z.string() }).meta({ id: 'OpenApiDocument' }) },
    async handle() {
      document ??= openApiDocument([...described, own]);
      return json(document);
    },
  };
  return [own];
}
