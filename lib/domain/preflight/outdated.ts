/** Tells whose facts have to be asked again although the organisation's lists are young. Pure. */
import { readAccountStatus } from '#lib/domain/account/account-status';
import { certainValue, factOf, knownValue, saidSince } from '#lib/domain/directory/facts';
import type { Reading } from '#lib/domain/directory/reading';
import { differs } from '#lib/domain/preflight/predict';
import { exportedStatus } from '#lib/domain/roster/file-status';
import type { RosterKind, RosterUser } from '#lib/domain/roster/roster';

/** A user of a roster, with what Atlassian has said about the account. */
interface SaidOfUser {
  user: RosterUser;
  kind: RosterKind;
  /** The time when the file was written, ms since the epoch: what Atlassian said earlier does not count against it. */
  fileAt: number;
  /** Atlassian's readings since the last run that touched the account. */
  readings: readonly Reading[];
  /** The same from any time. */
  everSaid: readonly Reading[];
}

/**
 * Whether asking Atlassian again about this account may change an answer. It may if a run has touched the account since
 * it was read, or if what was read before the file was written differs from the file: either may be right now. Where
 * both agree, and where Atlassian has spoken since, a new reading says the same.
 */
export function isOutdated({ user, kind, fileAt, readings, everSaid }: SaidOfUser): boolean {
  if (factOf(saidSince(readings, fileAt), 'status').state === 'known') return false;
  const status = certainValue(readings, 'status');
  if (status === undefined) return everSaid.length > readings.length;
  const inFile = exportedStatus(user, kind);
  const isInactive = readAccountStatus(status) === 'inactive';
  if (inFile === 'inactive' ? !isInactive : isInactive) return true;
  return (
    differs(user.name, knownValue(readings, 'name')) || differs(user.email, knownValue(readings, 'email'))
  );
}
