/**
 * Reads the status of accounts one by one, from their profiles. A profile outranks the lists and the search, which may
 * lag.
 */
import { parseAccountId } from '#lib/domain/account/account-id';
import type { Fault } from '#lib/domain/outcome/answer';
import { readingOf } from '#lib/domain/run/judge/judge';
import { ProfileNotes } from '#lib/engine/directory/blocks/profile-notes';
import { askWithRetries } from '#lib/engine/directory/retries';
import type { Unasked } from '#lib/engine/directory/statuses/read-together';
import type { StatusAccount, StatusParts, StatusReading } from '#lib/engine/directory/statuses/status-parts';

/** Number of profiles that are passed on together. */
const profilesPassedOn = 10;

/** Number of consecutive faults after which reading may end (see `isTheEnd`). */
const faultsBeforeEnd = 3;

/** An account that could not be read, with the reason. */
interface UnreadAccount {
  position: number;
  message: string;
}

/**
 * Reads the profiles in order. `unread` are the accounts that could not be read; `fault` is why the rest was not tried.
 * `isAnyRead`: an account was already read in another way, so faults about single accounts do not end the reading.
 */
export async function readProfiles(
  accounts: readonly StatusAccount[],
  parts: StatusParts,
  isAnyRead: boolean,
): Promise<{ unread: UnreadAccount[]; fault: Unasked | null }> {
  const notes = new ProfileNotes(parts);
  const unread: UnreadAccount[] = [];
  let reading = newProfiles(parts.clock.wall());
  let isPossible = isAnyRead;
  let inARow = 0;
  let fault: Fault | null = null;
  const passOn = () => {
    if (reading.active.length + reading.inactive.length > 0) parts.onReading(reading);
    reading = newProfiles(parts.clock.wall());
  };
  for (const { accountId, position } of accounts) {
    if (parts.signal.aborted || fault !== null) break;
    const answer = await readOne(accountId, parts);
    if (parts.signal.aborted) break;
    if (answer === null) {
      unread.push({ position, message: 'This is no account ID.' });
      continue;
    }
    if (!answer.ok) {
      inARow += 1;
      unread.push({ position, message: answer.fault.message });
      if (isTheEnd(answer.fault, inARow, isPossible)) fault = answer.fault;
      continue;
    }
    inARow = 0;
    notes.note(answer.value);
    const { says, text } = statusIn(answer);
    if (says === 'active' || says === 'inactive') {
      isPossible = true;
      reading[says].push(position);
    } else unread.push({ position, message: `Atlassian says that its status is “${text}”.` });
    if (reading.active.length + reading.inactive.length >= profilesPassedOn) passOn();
  }
  passOn();
  notes.write();
  return { unread, fault };
}

function readOne(accountId: string, parts: StatusParts) {
  const id = parseAccountId(accountId);
  if (id === null) return null;
  return askWithRetries(() => parts.atlassian.profile(id, parts.signal), {
    ...parts,
    waiting: () => undefined,
  });
}

/**
 * Whether a fault ends the reading. A fault of the key does at once. Consecutive faults do if no account could be read
 * so far, or if they come from the network or from Atlassian.
 */
function isTheEnd({ owner }: Fault, inARow: number, isPossible: boolean): boolean {
  if (owner === 'key') return true;
  return inARow >= faultsBeforeEnd && (!isPossible || owner === 'network' || owner === 'atlassian');
}

function statusIn(answer: Parameters<typeof readingOf>[0]): { says: string; text: string } {
  const reading = readingOf(answer);
  return reading.says === 'nothing' ? { says: 'nothing', text: '' } : reading;
}

function newProfiles(at: number): StatusReading {
  return { source: 'profile', at, active: [], inactive: [] };
}
