/** Reads whole lists, page by page, into the directory: the managed accounts, and the users of the search. */
import { readAccountStatus } from '#lib/domain/account/account-status';
import type { Person } from '#lib/domain/account/person';
import { isYoung } from '#lib/domain/directory/freshness';
import type { Known, PartState } from '#lib/domain/directory/known';
import type { OrganisationAdmin } from '#lib/domain/directory/organisation-facts';
import type { AccountReading } from '#lib/domain/directory/reading';
import { afterSweep, beginSweep, type SweptSource } from '#lib/domain/directory/sweep';
import { newTally, type Totals } from '#lib/domain/directory/totals';
import type { Answer, Fault } from '#lib/domain/outcome/answer';
import type { StorageNotice } from '#lib/domain/retention';
import type { Pieces } from '#lib/domain/text/pieces';
import { whole } from '#lib/domain/text/whole';
import type { DirectoryUser, UsersQuery } from '#lib/engine/atlassian-shapes';
import { askWithRetries, newRetries, type RetryParts } from '#lib/engine/directory/retries';
import { askSites, noSites, type Sites } from '#lib/engine/directory/sites';
import { adminRole, ofManagedAccount, ofSearchedUser } from '#lib/engine/directory/to-readings';
import type { Atlassian } from '#lib/engine/ports';
import type { DirectoryStore } from '#lib/engine/storage/directories';
import { inTurns } from '#lib/engine/turns';

/** The parts that reading a list needs. */
export interface Sweep extends RetryParts {
  atlassian: Atlassian;
  organisationId: string;
  store: DirectoryStore;
  /** Called after each page with the number read, and the total (null: not given). */
  progress(done: number, total: number | null): void;
}

/** Default maximum age of a sweep that may be continued, in ms. Its first pages are at most this old. */
export const usuallyResumesWithinMs = 3_600_000;

/** One page of a list, as readings. `total`: the accounts on all pages; null if Atlassian does not say. */
interface ListPage {
  readings: readonly AccountReading[];
  total: number | null;
  next: string | null;
}

/** The pages of a list from a cursor on (null: from the first), as readings of this generation of the sweep. */
type ListPages = (from: string | null, generation: number) => AsyncIterable<Answer<ListPage>>;

/** A list that can be swept. */
interface SweptList {
  source: SweptSource;
  pages: ListPages;
  /** Asks how many accounts the whole list has, before its first page; null if its pages tell. */
  count: (() => Promise<number | null>) | null;
}

/**
 * Reads the list of managed accounts (v1). A sweep that is older than `resumesWithinMs` is not continued (0: none is).
 */
export function sweepAccounts(sweep: Sweep, resumesWithinMs = usuallyResumesWithinMs): Promise<PartState> {
  const { atlassian, organisationId, signal, clock } = sweep;
  const pages: ListPages = async function* (from, generation) {
    for await (const answer of atlassian.managedAccounts(organisationId, signal, from)) {
      if (!answer.ok) {
        yield answer;
        return;
      }
      const { accounts, total, next } = answer.value;
      const made = { at: clock.wall(), generation };
      const readings = accounts.map((account) => ofManagedAccount(account, made));
      yield { ...answer, value: { readings, total, next } };
    }
  };
  return sweepList(sweep, { source: 'managed-accounts', pages, count: null }, resumesWithinMs);
}

/**
 * Reads all managed users from the search (v2), the only source that tells who is provisioned. `asksGroups`: whether
 * the groups of each user are needed. `resumesWithinMs` as in `sweepAccounts`.
 *
 * The search names no total, so the accounts are counted before the first page. If counting is refused, the total of a
 * recent list of managed accounts (v1) is used.
 */
export function sweepUsers(
  sweep: Sweep,
  asksGroups: boolean,
  resumesWithinMs = usuallyResumesWithinMs,
): Promise<PartState> {
  const { atlassian, organisationId, signal, clock } = sweep;
  const query: UsersQuery = {
    claimStatus: 'managed',
    expand: ['platformRoles', 'productAccess', ...(asksGroups ? (['groups'] as const) : [])],
    limit: 100,
  };
  let sites: Sites | null = null;
  const count = async () => {
    const counted = await askWithRetries(() => atlassian.countManaged(organisationId, signal), sweep);
    if (counted.ok) return counted.value;
    const { whole: listed } = sweep.store.sweep('managed-accounts');
    if (listed === null || !isYoung(listed.at, clock.wall(), usuallyResumesWithinMs)) return null;
    return listed.totals.total;
  };
  const pages: ListPages = async function* (from, generation) {
    for await (const answer of atlassian.searchUsers(organisationId, '-', query, signal, from)) {
      if (!answer.ok) {
        yield answer;
        return;
      }
      const { users, next } = answer.value;
      const made = { at: clock.wall(), generation };
      // Asked once the search has answered, and only where it names products.
      if (users.some(({ productAccess }) => productAccess.length > 0)) sites ??= await askSites(sweep);
      const readings = users.map((user) => ofSearchedUser(user, made, sites ?? noSites));
      yield { ...answer, value: { readings, total: null, next } };
    }
  };
  return sweepList(sweep, { source: 'users-search', pages, count }, resumesWithinMs);
}

/**
 * Reads all pages of a list. After a fault it continues with the failed page, and after a stop where it was left. Every
 * page is kept at once. That somebody is not on the list follows only if it was read to its end.
 */
async function sweepList(sweep: Sweep, list: SweptList, resumesWithinMs: number): Promise<PartState> {
  const { clock, store } = sweep;
  const { source, pages, count } = list;
  const state = beginSweep(store.sweep(source), clock.wall(), resumesWithinMs);
  const { generation } = state;
  let { cursor, seen, total = null } = state.begun;
  const retries = newRetries(sweep);
  if (cursor === null && count !== null) total = await count();
  let pagesRead = cursor === null ? 0 : 1;
  let fault: Fault | null = null;
  let unkept: StorageNotice | null = null;
  do {
    const from = cursor;
    fault = null;
    for await (const answer of pages(from, generation)) {
      if (!answer.ok) {
        fault = answer.fault;
        break;
      }
      retries.reset();
      const { readings, next } = answer.value;
      unkept = store.save(readings);
      if (unkept !== null) break;
      seen += readings.length;
      pagesRead += 1;
      // If accounts leave the list between two pages, others may move in front of the cursor and be missed. The highest
      // total that was seen reveals that.
      total = highest(total, answer.value.total);
      cursor = next;
      if (next !== null)
        store.saveSweep(source, { ...state, begun: { ...state.begun, cursor, seen, total } });
      sweep.progress(seen, total);
    }
    // Atlassian may have forgotten a cursor that was kept [SPEC: `ADMIN-400-1`].
    const isForgotten = fault?.code === 'bad-request' && from !== null && from === state.begun.cursor;
    if (isForgotten) {
      store.saveSweep(source, { ...state, begun: null });
      return sweepList(sweep, list, 0);
    }
  } while (fault !== null && (await retries.again(fault)));
  const obstacle = unkept ?? (fault && why(sweep, fault));
  const totals = obstacle === null ? await inTurns(countList(store, source, generation)) : null;
  const read = { at: state.begun.at, seen, listed: totals?.total ?? 0, total };
  // On a list with one page, no account can be missed between pages.
  const isChecked = count === null || total !== null || pagesRead === 1;
  const part = partOf(sweep, obstacle, { ...read, isChecked });
  store.saveSweep(
    source,
    afterSweep({ ...state, begun: { ...state.begun, cursor, seen, total } }, part, totals),
  );
  return part;
}

/**
 * The state of the list after the reading. `obstacle` is what ended it; null after the last page. A complete list is as
 * old as its first page.
 */
function partOf(
  sweep: Sweep,
  obstacle: StorageNotice | null,
  read: {
    at: number;
    seen: number;
    listed: number;
    total: number | null;
    /** Whether a total, or a single page, shows that no account was missed. */
    isChecked: boolean;
  },
): PartState {
  const { seen, listed, total, isChecked } = read;
  const at = sweep.clock.wall();
  if (obstacle !== null) return { state: seen > 0 ? 'partly' : 'unknown', at, ...obstacle };
  if (listed === 0 && seen > 0) return { state: 'unknown', at, ...notReadBack };
  const hint = 'Check again.';
  if (!isChecked) return { state: 'partly', at, ...notCounted };
  if (total === null || listed >= total) return { state: 'known', at: read.at };
  const message = `Atlassian says that it manages ${whole(total)} accounts, and listed ${whole(listed)} of them.`;
  return { state: 'partly', at, message, hint };
}

function highest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

const notCounted = {
  message: 'Atlassian did not say how many accounts there are, so an account may be missing from its list.',
  hint: 'An account that is not on the list may still be managed.',
};

const notReadBack = {
  message: 'The list was read, but what was kept of it cannot be read.',
  hint: 'See the notices in Settings, under Data.',
};

/** Counts what a sweep has found, a page at a time. */
function* countList(store: DirectoryStore, source: SweptSource, generation: number): Pieces<Totals> {
  const tally = newTally();
  for (let after = ''; ; ) {
    const page = store.listed(source, generation, after);
    for (const { facts } of page) tally.add(facts);
    const last = page.at(-1);
    if (last === undefined) return tally.totals();
    after = last.accountId;
    yield;
  }
}

/** An organisation admin, and whether the organisation manages the account. */
type FoundAdmin = OrganisationAdmin & { managed: boolean };

/** The findings of the search for the organisation admins. */
interface FoundAdmins {
  admins: Known<readonly FoundAdmin[]>;
  /** Users in the answer without the role, which a group may give them [INFER]. Null without an answer. */
  mayBe: readonly Person[] | null;
}

/** All organisation admins, if the organisation can be searched. One request is enough if there are few. */
export async function findAdmins(sweep: Sweep): Promise<FoundAdmins> {
  const found = await search(sweep, { roleIds: [adminRole], expand: ['platformRoles'], limit: 100 });
  const at = sweep.clock.wall();
  if (!found.ok) return { admins: found.part, mayBe: null };
  const hint = 'Protect the organisation admins by hand.';
  if (found.users.length === 0) {
    // Every organisation has at least one: an admin created the key.
    const message = 'Atlassian named no organisation admin at all.';
    return { admins: { state: 'unknown', at, message, hint }, mayBe: [] };
  }
  // The roles in the answer decide. If Atlassian ignored the filter, everybody would count as an admin otherwise.
  const isCertain = ({ platformRoles }: DirectoryUser) => platformRoles.includes(adminRole);
  const mayBe = found.users.filter((user) => !isCertain(user)).map(personOf);
  if (mayBe.length === found.users.length) {
    const message = `Asked for the organisation admins, Atlassian named ${whole(mayBe.length)} people, all without that role.`;
    return { admins: { state: 'unknown', at, message, hint }, mayBe };
  }
  const value = found.users.filter(isCertain).map((user) => ({
    ...personOf(user),
    active: user.accountStatus === null || readAccountStatus(user.accountStatus) === 'active',
    managed: user.claimStatus !== 'unmanaged',
  }));
  return { admins: { state: 'known', at, value }, mayBe };
}

function personOf({ accountId, name, email }: DirectoryUser): Person {
  return { accountId, name: name ?? '', email: email ?? '' };
}

/** Reads all pages of a search that is no sweep, and stores each at once. */
async function search(
  sweep: Sweep,
  query: UsersQuery,
): Promise<
  | { ok: true; part: PartState; users: DirectoryUser[] }
  | { ok: false; part: PartState & { state: 'unknown' } }
> {
  const { atlassian, organisationId, signal, clock, store } = sweep;
  const { again } = newRetries(sweep);
  for (;;) {
    const users = new Map<string, DirectoryUser>();
    let fault: Fault | null = null;
    for await (const answer of atlassian.searchUsers(organisationId, '-', query, signal)) {
      if (!answer.ok) {
        fault = answer.fault;
        break;
      }
      const found = answer.value.users;
      store.save(found.map((user) => ofSearchedUser(user, { at: clock.wall(), generation: 0 })));
      for (const user of found) users.set(user.accountId, user);
      sweep.progress(users.size, null);
    }
    const at = clock.wall();
    if (fault === null) return { ok: true, part: { state: 'known', at }, users: [...users.values()] };
    if (await again(fault)) continue;
    return { ok: false, part: { state: 'unknown', at, ...why(sweep, fault) } };
  }
}

/** The reason why something is not known. */
export function why({ signal }: { signal: AbortSignal }, fault: Fault): { message: string; hint: string } {
  if (!signal.aborted) return { message: fault.message, hint: fault.hint };
  return { message: 'It was stopped before the end.', hint: 'Check again, with more time.' };
}
