/** Accepts two faults under their former names. Remove this when nothing uses them any more. */
import type { Faults } from '#lib/demo/faults/faults';

/** The two faults. */
export interface FormerFaults {
  /** The former name of `cutAfterWrite`. */
  cutAfterWriteNext?: number;
  /** The former name of `storm`. */
  throttleNext?: number;
  throttleHeader?: 'none';
}

/** The faults under their current names. */
export function withoutFormerNames(given: Partial<Faults> & FormerFaults): Partial<Faults> {
  const { cutAfterWriteNext, throttleNext, throttleHeader, ...faults } = given;
  if (cutAfterWriteNext !== undefined) faults.cutAfterWrite = cutAfterWriteNext;
  if (throttleNext !== undefined) faults.storm = { next: throttleNext, headers: throttleHeader ?? 'iso' };
  return faults;
}
