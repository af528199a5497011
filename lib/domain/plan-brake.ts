/** The brake of the organisation: how many users one plan may have without a typed reason. */
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

/** As docs/decisions/0004-the-brake.md has it. */
export const defaultBrake: Brake = { maxCount: null, maxPercent: 25, percentFrom: 500 };

/** How a plan stands to the brake; `percent` is null where the number of active accounts is not known. */
export interface BrakeVerdict {
  percent: number | null;
  /** What is exceeded, in words; null where nothing is. */
  exceeded: string | null;
  /** The share is above the limit, though the plan is too small for it to count. */
  large: boolean;
}

/**
 * Judges a plan of `count` users, of whom `reach` may be active managed accounts, in an organisation with so many
 * of them (null: not known).
 */
export function judgeBrake(
  brake: Brake,
  count: number,
  active: number | null,
  reach: number = count,
): BrakeVerdict {
  const percent = active === null || active === 0 ? null : Math.min(100, (100 * reach) / active);
  const large = percent !== null && brake.maxPercent !== null && percent > brake.maxPercent;
  if (brake.maxCount !== null && count > brake.maxCount) {
    return { percent, large, exceeded: `More than the ${brake.maxCount} users that one plan may have.` };
  }
  const share = count >= brake.percentFrom ? brake.maxPercent : null;
  if (share !== null && percent !== null && percent > share) {
    return {
      percent,
      large,
      exceeded: `More than the ${share} % of the active accounts that one plan may have.`,
    };
  }
  return { percent, large, exceeded: null };
}

/** A share in words: `8 %`, `0.4 %`, `less than 0.1 %`. */
export function percentText(percent: number): string {
  if (percent > 0 && percent < 0.1) return 'less than 0.1 %';
  return `${percent < 1 ? percent.toFixed(1) : Math.floor(percent)} %`;
}
