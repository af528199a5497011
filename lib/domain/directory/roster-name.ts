/** The name of a roster of the organisation, used where other rosters have the name of a file. Pure. */
import type { ListsRead } from '#lib/domain/directory/lists-read';
import { accountLists, type OrganisationLists } from '#lib/domain/directory/managed-account';
import { managedList } from '#lib/domain/directory/sweep';

/** The state of the lists. One whole list is enough. */
export function listsRead(lists: OrganisationLists): ListsRead {
  const { whole } = managedList(lists['managed-accounts'], lists['users-search']).state;
  if (whole !== null) return { state: 'whole', at: whole.at };
  for (const source of accountLists) {
    const { part } = lists[source];
    if (part.state === 'partly' || part.state === 'known') return { state: 'partly', at: part.at };
  }
  return { state: 'never' };
}

const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

/** `Your organisation, read at 14:32 on 26 Nov 2026`, in the time zone of this computer. */
export function organisationRosterName({ state, at }: Exclude<ListsRead, { state: 'never' }>): string {
  const read = state === 'whole' ? 'read' : 'read in part';
  return `Your organisation, ${read} at ${time.format(at)} on ${date.format(at)}`;
}
