/** What search, filters and sorting need to know about the users of a roster, computed once per answer. */
import { daysSince, seenSpan } from '#components/review/who/last-seen.ts';
import { type LeafCodes, leafCodes, type Ticks } from '#components/review/who/leaf-codes.ts';
import { type OwnFacet, ownColumns, ownFacets, ownText } from '#components/review/who/own-columns.ts';
import { type ValueCodes, valueCodes } from '#components/review/who/value-codes.ts';
import { fold } from '#components/shared/fold.ts';
import type { ReviewUser, Roster } from '#lib/contract/roster';
import { fileStatuses } from '#lib/domain/account/account-status';
import { emailDomain } from '#lib/domain/account/email-domain';
import { isServiceAccount } from '#lib/domain/plan/alarms/service-account';

/** The arrays have one place per user, in file order. */
export interface ReviewIndex extends LeafCodes {
  users: readonly ReviewUser[];
  /** Name, e-mail, account ID and the cells of own columns, folded, one per line. */
  haystacks: readonly string[];
  /** Index in `seenSpans`. */
  seen: Uint8Array;
  /** Days since last seen: see `daysSince`. */
  days: Float64Array;
  /** The number of users with a date that waits for an answer, so that it is not known when they were last seen. */
  datesWaiting: number;
  /** Index in `fileStatuses`. */
  status: Uint8Array;
  /** Index in `domains`. */
  domain: Uint32Array;
  /** The domains of all e-mail addresses, the most frequent first; '' where a user has none. */
  domains: readonly string[];
  /** The facets of which a user can have several values. */
  lists: Record<ListFacetId, ValueCodes>;
  /** The facets of the admin's own columns. */
  own: readonly OwnFacet[];
  /** 1 if the name or the address looks like that of a service account. */
  service: Uint8Array;
}

export type ListFacetId = 'role' | 'product' | 'billable' | 'group' | 'problem' | 'protection' | 'likely';

/** Indexes the users of a review, whose cells are those of `columns`; `now` in ms since the epoch. */
export function indexUsers(
  users: readonly ReviewUser[],
  now: number,
  columns: Roster['columns'] = [],
): ReviewIndex {
  const size = users.length;
  const index = {
    users,
    haystacks: new Array<string>(size),
    ...leafCodes(users),
    seen: new Uint8Array(size),
    days: new Float64Array(size),
    status: new Uint8Array(size),
    domain: new Uint32Array(size),
  };
  const own = ownColumns(columns);
  const numbers = new Map<string, number>();
  const uses: number[] = [];
  users.forEach((user, at) => {
    const days = daysSince(user.lastSeen, now);
    index.haystacks[at] = fold(`${user.name}\n${user.email}\n${user.accountId ?? ''}${ownText(user, own)}`);
    index.days[at] = days;
    index.seen[at] = seenSpan(days);
    index.status[at] = fileStatuses.indexOf(user.status);
    const name = emailDomain(user.email);
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    uses[number] = (uses[number] ?? 0) + 1;
    index.domain[at] = number;
  });
  const domains = rankDomains([...numbers.keys()], uses, index.domain);
  const products = columns.flatMap(({ header, role }, at) => (role === 'product' ? [{ header, at }] : []));
  const billable = columns.findIndex(({ role }) => role === 'billable');
  const service = Uint8Array.from(users, (user) => (isServiceAccount(user) ? 1 : 0));
  const lists = {
    role: valueCodes(users, ({ orgRole }) => [orgRole]),
    product: valueCodes(users, ({ cells }) =>
      products.filter(({ at }) => hasProduct(cells[at] ?? '')).map(({ header }) => header),
    ),
    billable: valueCodes(users, ({ cells }) => [cells[billable]?.trim() ?? '']),
    group: valueCodes(users, ({ groups }) => groups),
    problem: valueCodes(users, ({ problems }) => problems.map(({ code }) => code)),
    protection: valueCodes(users, ({ protection }) => [protection ?? '']),
    likely: valueCodes(users, ({ position }) => [service[position] === 1 ? 'service' : '']),
  };
  const datesWaiting = users.filter(({ dateWaits }) => dateWaits).length;
  return { ...index, domains, lists, own: ownFacets(users, own), service, datesWaiting };
}

/** Sorts the domains by use, then by name, and renumbers `codes` to match. */
function rankDomains(names: readonly string[], uses: readonly number[], codes: Uint32Array): string[] {
  const ranked = names
    .map((name, number) => ({ name, number, uses: uses[number] ?? 0 }))
    .sort((a, b) => b.uses - a.uses || (a.name < b.name ? -1 : 1));
  const renumbered = new Uint32Array(names.length);
  ranked.forEach(({ number }, rank) => {
    renumbered[number] = rank;
  });
  codes.forEach((number, at) => {
    codes[at] = renumbered[number] ?? 0;
  });
  return ranked.map(({ name }) => name);
}

/** The ticks that the server last sent. */
export function servedTicks(index: ReviewIndex): Ticks {
  return Uint8Array.from(index.users, (user, at) => (user.ticked ? (index.free[at] ?? 0) : 0));
}

/** Whether the cell of a product column says that the user has the product: `User`, `Yes`, or the sites [CODE]. */
function hasProduct(cell: string): boolean {
  return !/^(?:|no|nan|none|false|-)$/i.test(cell.trim());
}
