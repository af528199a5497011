/** Finds users whose facts must be read again although the organisation's lists are recent. Pure. */
import { readAccountStatus } from '#lib/domain/account/account-status';
import { certainValue, factOf, knownValue, readingsSince } from '#lib/domain/directory/facts';
import type { Reading } from '#lib/domain/directory/reading';
import { differs } from '#lib/domain/preflight/predict';
import { exportedStatus } from '#lib/domain/roster/file-status';
import type { RosterKind, RosterUser } from '#lib/domain/roster/roster';

/** A user of a roster, with the readings of the account. */
interface ReadingsOfUser {
  user: RosterUser;
  kind: RosterKind;
  /** The time when the file was written, ms since the epoch. Earlier readings do not outrank it. */
  fileAt: number;
  /** Atlassian's readings since the last run that touched the account. */
  readings: readonly Reading[];
  /** The same from any time. */
  allReadings: readonly Reading[];
}

/**
 * Whether a new reading of this account may change anything. It may if a run has touched the account since the last
 * reading, or if a reading from before the file was written differs from the file, since either may be right. If both
 * agree, or if there is a later reading, a new one says the same.
 */
export function isOutdated({ user, kind, fileAt, readings, allReadings }: ReadingsOfUser): boolean {
  if (factOf(readingsSince(readings, fileAt), 'status').state === 'known') return false;
  const status = certainValue(readings, 'status');
  if (status === undefined) return allReadings.length > readings.length;
  const inFile = exportedStatus(user, kind);
  const isInactive = readAccountStatus(status) === 'inactive';
  if (inFile === 'inactive' ? !isInactive : isInactive) return true;
  return (
    differs(user.name, knownValue(readings, 'name')) || differs(user.email, knownValue(readings, 'email'))
  );
}
