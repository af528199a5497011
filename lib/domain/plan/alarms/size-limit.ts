/** The size limit of the organisation: how many users one plan may have without a typed reason. */
import { z } from 'zod';
import { whole } from '#lib/domain/text/whole';

/** The setting. */
export const sizeLimitSchema = z.object({
  /** Maximum number of users; null for no limit. */
  maxCount: z.number().int().min(1).max(1_000_000).nullable(),
  /** Maximum percentage of the active managed accounts; null for no limit. */
  maxPercent: z.number().min(1).max(100).nullable(),
  /** The percentage applies to plans of at least this many users. For smaller plans it means little. */
  percentFrom: z.number().int().min(1).max(1_000_000),
});
export type SizeLimit = z.infer<typeof sizeLimitSchema>;

/** The default (docs/decisions/0006-the-size-limit.md). */
export const defaultSizeLimit: SizeLimit = { maxCount: null, maxPercent: 25, percentFrom: 20 };

/** Used instead of a stored limit that cannot be read. Every plan of two or more users exceeds it. */
export const tightestSizeLimit: SizeLimit = { maxCount: 1, maxPercent: 1, percentFrom: 1 };

/** Whether a plan keeps within the size limit. `percent` is null if the number of active accounts is not known. */
export interface SizeLimitVerdict {
  percent: number | null;
  /** A phrase that names the exceeded limit; null if none is. */
  exceeded: string | null;
  /** The share exceeds the limit, but the plan is too small for the percentage to apply. */
  large: boolean;
  /** Whether the limit counts as exceeded only because the number of active accounts is not known. */
  unknown: boolean;
}

/**
 * Judges a plan of `count` users, of whom `reach` may be active managed accounts, in an organisation with `active` such
 * accounts. If `active` is null, a plan to which the percentage applies counts as exceeding it.
 */
export function judgeSizeLimit(
  sizeLimit: SizeLimit,
  count: number,
  active: number | null,
  reach: number = count,
): SizeLimitVerdict {
  const percent = active === null ? null : shareOf(reach, active);
  const large = percent !== null && sizeLimit.maxPercent !== null && percent > sizeLimit.maxPercent;
  if (sizeLimit.maxCount !== null && count > sizeLimit.maxCount) {
    return {
      percent,
      large,
      unknown: false,
      exceeded: `More than the ${whole(sizeLimit.maxCount)} users that one plan may have.`,
    };
  }
  const share = count >= sizeLimit.percentFrom ? sizeLimit.maxPercent : null;
  if (share !== null && active === null) {
    return {
      percent,
      large,
      unknown: true,
      exceeded: `How many active accounts the organisation has is not known, so it is not known whether these are more than the ${share} % that one plan may have.`,
    };
  }
  if (share !== null && percent !== null && percent > share) {
    return {
      percent,
      large,
      unknown: false,
      exceeded: `More than the ${share} % of the active accounts that one plan may have.`,
    };
  }
  return { percent, large, unknown: false, exceeded: null };
}

/** A percentage, at most 100. An organisation that reports no active account counts as fully covered. */
function shareOf(reach: number, active: number): number {
  return reach === 0 ? 0 : Math.min(100, (100 * reach) / active);
}
