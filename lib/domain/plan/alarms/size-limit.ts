/** The size limit of the organisation: how many users one plan may have without a typed reason. */
import { z } from 'zod';

export const sizeLimitSchema = z.object({
  /** At most so many users; null for no such limit. */
  maxCount: z.number().int().min(1).max(1_000_000).nullable(),
  /** At most so many percent of the active managed accounts; null for no such limit. */
  maxPercent: z.number().min(1).max(100).nullable(),
  /** The percentage says little about few users: it counts for plans of so many and more. */
  percentFrom: z.number().int().min(1).max(1_000_000),
});
export type SizeLimit = z.infer<typeof sizeLimitSchema>;

/** As docs/decisions/0006-the-size-limit.md has it. */
export const defaultSizeLimit: SizeLimit = { maxCount: null, maxPercent: 25, percentFrom: 20 };

/** In the place of one that can no longer be read: every plan of two users and more exceeds it. */
export const tightestSizeLimit: SizeLimit = { maxCount: 1, maxPercent: 1, percentFrom: 1 };

/** Whether a plan is within the size limit; `percent` is null where the number of active accounts is not known. */
export interface SizeLimitVerdict {
  percent: number | null;
  /** What is exceeded, in words; null where nothing is. */
  exceeded: string | null;
  /** The share is above the limit, though the plan is too small for it to count. */
  large: boolean;
  /** It is exceeded because the number of active accounts is not known. */
  unknown: boolean;
}

/**
 * Judges a plan of `count` users, of whom `reach` may be active managed accounts, in an organisation with `active` of
 * them. Where that is not known (null) a plan that the share would count for is taken to exceed it.
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
      exceeded: `More than the ${sizeLimit.maxCount} users that one plan may have.`,
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

/** In percent, at most 100: users are all of an organisation that is said to have nobody active. */
function shareOf(reach: number, active: number): number {
  return reach === 0 ? 0 : Math.min(100, (100 * reach) / active);
}

/** A share in words: `8 %`, `0.4 %`, `less than 0.1 %`. */
export function percentText(percent: number): string {
  if (percent > 0 && percent < 0.1) return 'less than 0.1 %';
  return `${percent < 1 ? percent.toFixed(1) : Math.floor(percent)} %`;
}
