/** The findings of the verifications of a run, as lines for panels and reports. Pure. */
import type { RunState } from '#lib/domain/run/state';
import {
  verdictKinds,
  verdictLabel,
  verificationCounts,
  verifiedByLabels,
  verifiedPositions,
} from '#lib/domain/run/verdict';
import { verifiedBy } from '#lib/domain/run/verification-events';
import { isVerifying } from '#lib/domain/run/verification-texts';

/** A number of users with its name. */
interface CountedUsers {
  label: string;
  count: number;
}

/**
 * The users whom a verification reads, by verdict. The first line is always there, the others if they have users.
 * `settled` are the positions that later runs settled.
 */
export function verdictLines(state: RunState, settled?: ReadonlyMap<number, unknown>): CountedUsers[] {
  const { changed, others } = verificationCounts(state, settled);
  const notRead = isVerifying(state) ? 'Not read yet' : 'Not read';
  const lines = [
    ...verdictKinds.map((kind) => ({ label: verdictLabel(state, kind), count: changed[kind] })),
    { label: 'Read otherwise, then settled by a later run', count: changed.settled },
    { label: notRead, count: changed.none },
    { label: 'Refused, failed or in doubt: unchanged', count: others.unchanged },
    { label: 'Refused or failed: changed all the same', count: others.verified + others['came-back'] },
    { label: 'Refused, failed or in doubt: acted on by a later run', count: others['later-run'] },
    { label: 'Refused, failed or in doubt: could not be read', count: others.unread },
    { label: `Refused, failed or in doubt: ${notRead.toLowerCase()}`, count: others.none },
  ];
  return lines.filter(({ count }, at) => count > 0 || at === 0);
}

/** The sources of the readings, and from when to when accounts were read (ms since the epoch). */
interface VerificationReadings {
  /** The users of each source; a source that read nobody is omitted. */
  sources: CountedUsers[];
  /** Null if no account was read. */
  from: number | null;
  until: number | null;
}

/** The sources and times of the readings that count. */
export function verificationReadings(state: RunState): VerificationReadings {
  const readings = verifiedPositions(state).flatMap((position) => {
    return [state.verification?.readings[position], state.verification?.later[position]].flatMap((found) =>
      found?.source ? [{ source: found.source, at: found.at }] : [],
    );
  });
  const sources = verifiedBy
    .map((source) => ({
      label: verifiedByLabels[source],
      count: readings.filter((each) => each.source === source).length,
    }))
    .filter(({ count }) => count > 0);
  if (readings.length === 0) return { sources, from: null, until: null };
  const [from, until] = readings.reduce(
    ([first, last], { at }) => [Math.min(first, at), Math.max(last, at)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  return { sources, from, until };
}
