/** The size limit of the organisation (“brake”): how many users one plan may have without a typed reason. */
import { z } from 'zod';

export const brakeSchema = z.object({
  /** At most so many users; null for no such limit. */
  maxCount: z.number().int().min(1).max(1_000_000).nullable(),
  /** At most so many percent of the active managed accounts; null for no such limit. */
  maxPercent: z.number().min(1).max(100).nullable(),
  /** The percentage says little about few users: it counts for plans of so many and more. */
  percentFrom: z.number().int().min(1).max(1_000_000),
});
export type Brake = z.infer<typeof brakeSchema>;

/** As docs/decisions/0006-the-size-limit.md has it. */
export const defaultBrake: Brake = { maxCount: null, maxPercent: 25, percentFrom: 20 };

/** In the place of one that can no longer be read: every plan of two users and more exceeds it. */
export const tightestBrake: Brake = { maxCount: 1, maxPercent: 1, percentFrom: 1 };

/** How a plan stands to the brake; `percent` is null where the number of active accounts is not known. */
export interface BrakeVerdict {
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
export function judgeBrake(
  brake: Brake,
  count: number,
  active: number | null,
  reach: number = count,
): BrakeVerdict {
  const percent = active === null ? null : shareOf(reach, active);
  const large = percent !== null && brake.maxPercent !== null && percent > brake.maxPercent;
  if (brake.maxCount !== null && count > brake.maxCount) {
    return {
      percent,
      large,
      unknown: false,
      exceeded: `More than the ${brake.maxCount} users that one plan may have.`,
    };
  }
  const share = count >= brake.percentFrom ? brake.maxPercent : null;
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
