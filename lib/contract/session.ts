/** The HTTP API in types: letting a browser in, and its session. */
import { z } from 'zod';

/** The key under which a page keeps its token in `localStorage`, which belongs to host and port. */
export const tokenKey = 'lockstep.token';

/** The header with the token. */
export const tokenHeader = 'x-lockstep-token';

/** POST /api/session: the launch code, or the whole link. */
export const letInRequestSchema = z.strictObject({ code: z.string().max(2_000) });

/**
 * GET /api/session. `others`: the other browsers that are signed in, the latest first; `since` in ms since the epoch;
 * `known`: this browser confirmed it as the admin's own.
 */
export const sessionSchema = z.object({
  version: z.string(),
  others: z.array(z.object({ since: z.int().min(0), known: z.boolean() })),
});

/** POST /api/session/others/known: those that were let in by `since` (ms since the epoch) are the admin's own. */
export const knowRequestSchema = z.strictObject({ since: z.int().min(0) });

/** DELETE /api/session/others. `ended`: how many sessions were ended. */
export const signedOutSchema = z.object({ ended: z.int().min(0) });

/** POST /api/session/tickets: the path and query that the ticket is for. */
export const ticketRequestSchema = z.strictObject({
  path: z
    .string()
    .max(2_000)
    .regex(/^\/api\/[^\s#]+$/),
});
/** The answer to the request above. */
export const ticketSchema = z.object({ ticket: z.string() });
