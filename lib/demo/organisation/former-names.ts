/** Two faults under the names they had before; to be removed with their last user. */
import type { Faults } from '#lib/demo/faults/faults';

export interface FormerFaults {
  /** Now `cutAfterWrite`. */
  cutAfterWriteNext?: number;
  /** Now `storm`. */
  throttleNext?: number;
  throttleHeader?: 'none';
}

/** The same under the names of today. */
export function withoutFormerNames(given: Partial<Faults> & FormerFaults): Partial<Faults> {
  const { cutAfterWriteNext, throttleNext, throttleHeader, ...faults } = given;
  if (cutAfterWriteNext !== undefined) faults.cutAfterWrite = cutAfterWriteNext;
  if (throttleNext !== undefined) faults.storm = { next: throttleNext, headers: throttleHeader ?? 'iso' };
  return faults;
}
