/** The HTTP API in types: being let in, and what a browser that was let in may ask about it. */
import { z } from 'zod';

/** Where a page keeps its token: in `localStorage`, which belongs to host and port. */
export const tokenKey = 'lockstep.token';

/** The header that carries the token. */
export const tokenHeader = 'x-lockstep-token';

/** POST /api/session: the launch code, or the whole link. */
export const letInRequestSchema = z.strictObject({ code: z.string().max(2_000) });

/** What it answers, beside the cookie. */
export const letInSchema = z.object({ token: z.string(), version: z.string() });

/**
 * GET /api/session. `others`: the other browsers that are signed in, the latest first; `since` in ms since the epoch;
 * `known`: this browser said that it is the admin's own.
 */
export const sessionSchema = z.object({
  version: z.string(),
  others: z.array(z.object({ since: z.int().min(0), known: z.boolean() })),
});

/** POST /api/session/others/known: those that were let in by `since` (ms since the epoch) are the admin's own. */
export const knowRequestSchema = z.strictObject({ since: z.int().min(0) });
export const knownSchema = z.object({});

/** DELETE /api/session/others. `ended`: how many sessions that were. */
export const signedOutSchema = z.object({ ended: z.int().min(0) });

/** POST /api/session/tickets: the path and query that the ticket is for. */
export const ticketRequestSchema = z.strictObject({
  path: z
    .string()
    .max(2_000)
    .regex(/^\/api\/[^\s#]+$/),
});
export const ticketSchema = z.object({ ticket: z.string() });
