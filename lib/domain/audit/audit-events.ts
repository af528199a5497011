/** The journal's vocabulary of Atlassian's audit log, as it was read after a run. See `run/events.ts`. */
import { z } from 'zod';
import { messageSchema } from '#lib/domain/text/message';

/** The person or key that acted; what Atlassian does not say is null. */
const actorSchema = z.object({
  id: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** The ID and the label of the key or token that acted. */
  tokenId: z.string().nullable(),
  tokenLabel: z.string().nullable(),
});

/** An event of the audit log that is about an account of the plan, or that changes another account. */
const loggedEventSchema = z.object({
  /** Ms since the epoch. */
  at: z.number(),
  action: z.string(),
  actor: actorSchema,
  /** The accounts of the plan that it is about. */
  positions: z.array(z.number().int().nonnegative()),
  /** Other things that it is about: IDs as Atlassian has them. */
  others: z.array(z.string()),
});
export type LoggedEvent = z.infer<typeof loggedEventSchema>;

const count = z.number().int().nonnegative();

/** The events about the audit log. They follow `ended`, in the same journal. Times are ms since the epoch. */
export const auditLogEvents = [
  z.object({ type: z.literal('audit-begun'), from: z.number(), to: z.number() }),
  /** One page. `left` are events about other things, which are not kept; `unread` are events that cannot be read. */
  z.object({ type: z.literal('audit-read'), events: z.array(loggedEventSchema), left: count, unread: count }),
  /** `message` says why the log was not read to its end; empty if it was. */
  z.object({ type: z.literal('audit-ended'), message: messageSchema, hint: messageSchema }),
] as const;

/** One event about the audit log. */
export type AuditLogEvent = z.infer<(typeof auditLogEvents)[number]>;
