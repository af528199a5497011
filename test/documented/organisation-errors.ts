/** For tests: the bodies of the errors of the organisations APIs, as their documentation shows them [SPEC]. */
import { z } from 'zod';
import { moment } from '#test/documented/organisation-shapes';

/** Errors of the application, each with one of these codes. */
export function errors(...codes: readonly string[]) {
  const error = z.strictObject({
    id: z.string().optional(),
    status: z.string(),
    code: z.enum(codes),
    title: z.string(),
    detail: z.string(),
  });
  return z.strictObject({ errors: z.array(error).length(1) });
}

/** Errors of the gateway. */
function gateway(status: number) {
  return z.strictObject({ code: z.literal(status), message: z.string() });
}

export const domainsForbidden = z.strictObject({
  timestamp: moment,
  status: z.literal(403),
  error: z.string(),
  message: z.string(),
  path: z.string(),
  requestId: z.string(),
});

export const badCursor = errors('ADMIN-400-1');
export const v1 = { 401: gateway(401), 429: gateway(429), 500: errors('ADMIN-500-1') };
export const v2 = {
  400: errors('ADMIN-400-1', 'ADMIN-400-4', 'ADMIN-400-24'),
  401: errors('ADMIN-401-1', 'ADMIN-401-2'),
  403: errors('ADMIN-403-3'),
  404: errors('ADMIN-404-1', 'ADMIN-404-2'),
  429: errors('ADMIN-429-1'),
  500: errors('ADMIN-500-1'),
};

/** The documentation of API Access names statuses, but no body of a refusal [INFER]. */
export const apiAccess = {
  400: errors('ADMIN-400-1', 'ADMIN-400-24'),
  401: gateway(401),
  403: errors('ADMIN-403-3'),
  404: errors('ADMIN-404-1', 'ADMIN-404-2'),
  429: gateway(429),
};
