/** The journal's vocabulary of a verification: the accounts of an ended run are read again. See `run/events.ts`. */
import { z } from 'zod';
import { momentSchema } from '#lib/domain/run/hold';
import { messageSchema } from '#lib/domain/text/message';

/** The source that a verification read. The profile is about this one account now; the others may lag [INFER]. */
export const verifiedBy = ['profile', 'users-search', 'managed-accounts'] as const;
export type VerifiedBy = (typeof verifiedBy)[number];

/** The cause of a verification: the end of its run, or the admin. */
const verificationCauses = ['end', 'asked'] as const;

const positions = z.array(z.number().int().nonnegative());

/** The events of a verification. They follow `ended`, in the same journal. */
export const verificationEvents = [
  z.object({ type: z.literal('verification-begun'), cause: z.enum(verificationCauses) }),
  /** Accounts that one source was asked about at one time (`readAt`, ms since the epoch): positions by status. */
  z.object({
    type: z.literal('verified'),
    source: z.enum(verifiedBy),
    readAt: z.number().int().nonnegative(),
    active: positions,
    inactive: positions,
  }),
  /** Accounts that could not be read, for one reason. They count as verified in no view. */
  z.object({ type: z.literal('unverified'), positions, message: z.string() }),
  /**
   * Accounts that a later run (its number) acted on. They show the result of that run, so these readings are kept
   * beside those from before it. `unread` could not be read, for the reason in `message`; `source` is null if none was
   * read.
   */
  z.object({
    type: z.literal('verified-later'),
    run: z.number().int().positive(),
    source: z.enum(verifiedBy).nullable(),
    readAt: z.number().int().nonnegative(),
    active: positions,
    inactive: positions,
    unread: positions,
    message: z.string(),
  }),
  /**
   * The accounts of `users` do not have the expected status yet. Since a status may lag [INFER], they are read again
   * after `waitMs`.
   */
  z.object({
    type: z.literal('verification-waited'),
    users: z.number().int().positive(),
    waitMs: z.number().nonnegative(),
    since: momentSchema.optional(),
  }),
  /** Every account was read or is recorded as unread. `message` says why nobody could be read; empty otherwise. */
  z.object({ type: z.literal('verification-ended'), message: messageSchema, hint: messageSchema }),
] as const;

/** One event of a verification. */
export type VerificationEvent = z.infer<(typeof verificationEvents)[number]>;
