/** The warnings about a plan, as the confirmation shows them. */
import { z } from 'zod';
import { messageSchema } from '#lib/domain/text/message';

/** Every kind of alarm. */
export const alarmCodes = [
  'last-admins',
  'operator',
  'protected-address',
  'admins-unknown',
  'operator-unknown',
  'rule-unasked',
  'sources-contradict',
  'admins-by-file',
  'size-limit',
  'large-share',
  'earlier-run',
  'predicted-to-fail',
  'refused-before',
  'comes-back',
  'unlisted',
  'doubtful',
  'changed',
  'recently-active',
  'dates-unanswered',
  'service-accounts',
  'service-accounts-unknown',
  'tokens-in-use',
  'empties-domain',
  'empties-group',
  'empties-product',
  'old-export',
  'wrong-organisation',
] as const;

export type AlarmCode = (typeof alarmCodes)[number];

/** One alarm. */
export const planAlarmSchema = z.object({
  code: z.enum(alarmCodes),
  /**
   * `refuse`: the plan cannot be sealed; `question`: the admin must answer; `reason`: the admin must type a reason;
   * `warn`: for information.
   */
  level: z.enum(['refuse', 'question', 'reason', 'warn']),
  /** The question, for an alarm of that level. */
  question: z.string().optional(),
  /** One sentence that contains the number. */
  title: messageSchema,
  /** The meaning, and what to do; may be empty. */
  body: messageSchema,
  /** The number of affected people (or groups, domains, products). */
  count: z.number().int(),
  /** The names of those affected, at most `maxNames`. */
  names: z.array(z.object({ key: z.string(), name: z.string(), note: z.string() })),
  /** The positions in the plan of all users concerned; absent if the alarm is not about single users. */
  users: z.array(z.number().int()).optional(),
});
export type PlanAlarm = z.infer<typeof planAlarmSchema>;

/** Maximum number of names listed per alarm. */
export const maxNames = 100;
