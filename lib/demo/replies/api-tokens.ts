/** API tokens: each person has up to two, made up on request. */
import type { Call } from '#lib/demo/call';
import type { Organisation } from '#lib/demo/organisation/organisation';
import type { Person } from '#lib/demo/people/person';
import { uuidOf } from '#lib/demo/people/site';
import { notFound } from '#lib/demo/replies/user-replies';
import { noContent, type Reply, reply } from '#lib/demo/reply';
import { numberOf } from '#lib/demo/seeded-random';

const labels = ['backup script', 'reporting', 'old laptop'];

const day = 86_400_000;

/** Maximum number of tokens that a person has. */
const most = 2;

/** A token as the list of a person shows it. Times are in ISO 8601; `lastAccess` is absent if it was never used. */
export interface Token {
  id: string;
  label: string;
  createdAt: string;
  lastAccess?: string;
  expiry: string;
}

/**
 * `GET /users/{id}/manage/api-tokens` [SPEC]: the tokens that were not deleted. Tokens of deactivated people stay in
 * the list [LIVE, AX-684].
 */
export function listTokens(organisation: Organisation, person: Person): Reply {
  return reply(200, tokensOf(organisation, person));
}

/** Deletes the token that the path names. */
export function deleteToken(organisation: Organisation, call: Call, person: Person): Reply {
  const known = tokensOf(organisation, person).some(({ id }) => id === call.tokenId);
  if (!known) return notFound;
  organisation.deletedTokens.add(call.tokenId);
  return noContent('changed');
}

/**
 * Up to `limit` tokens of the managed accounts, in the order of the accounts, and where the next page begins; null
 * after the last. Every account has the same number of places, so that a page needs to look only at its own accounts.
 */
export function tokensFrom(
  organisation: Organisation,
  start: number,
  limit: number,
): { data: { person: Person; token: Token }[]; next: number | null } {
  const data: { person: Person; token: Token }[] = [];
  for (let place = start; place < organisation.managed.length * most; place += 1) {
    const person = organisation.managed[Math.floor(place / most)];
    const token = person && tokenAt(organisation, person, place % most);
    if (!token) continue;
    if (data.length === limit) return { data, next: place };
    data.push({ person, token });
  }
  return { data, next: null };
}

function tokensOf(organisation: Organisation, person: Person): Token[] {
  return Array.from({ length: most }, (_, at) => tokenAt(organisation, person, at)).filter(
    (token) => token !== null,
  );
}

/** The token at a place; null if it was deleted, or the person does not have so many. */
function tokenAt(organisation: Organisation, person: Person, at: number): Token | null {
  const number = numberOf(person.accountId);
  if (at >= tokenCount(person, number)) return null;
  const id = uuidOf(`token ${at} ${person.accountId}`);
  if (organisation.deletedTokens.has(id)) return null;
  const times = at === 0 && isUsed(person, number) ? usedTimes(organisation.now(), number) : null;
  return {
    id,
    label: labels[(number + at) % labels.length] ?? 'token',
    ...(times ?? oldTimes(person, (number + at) % 4 === 0)),
  };
}

function tokenCount(person: Person, number: number): number {
  if (person.kind === 'service-account') return most;
  return Math.max(isUsed(person, number) ? 1 : 0, number % (most + 1));
}

/** Whether a program uses a token of this person every day, also if the person was not seen for long. */
function isUsed({ kind }: Person, number: number): boolean {
  return kind === 'service-account' || number % 20 === 7;
}

/** The times of a token that was used in the last three days. */
function usedTimes(now: number, number: number): Pick<Token, 'createdAt' | 'lastAccess' | 'expiry'> {
  const used = now - (1 + (number % 3)) * day;
  const iso = (time: number) => new Date(time).toISOString();
  return { createdAt: iso(used - 90 * day), lastAccess: iso(used), expiry: iso(used + 275 * day) };
}

/** The times of a token that was used in the year in which the person was added, or never, and has expired since. */
function oldTimes(
  { addedToOrganisation }: Person,
  never: boolean,
): Pick<Token, 'createdAt' | 'lastAccess' | 'expiry'> {
  const year = Number(addedToOrganisation.slice(0, 4));
  const afterAdded = addedToOrganisation.slice(4);
  return {
    createdAt: `${year}${afterAdded}T10:15:30.123Z`,
    ...(never ? {} : { lastAccess: `${year}${afterAdded}T23:20:50.522Z` }),
    expiry: `${year + 1}${afterAdded.replace('-02-29', '-02-28')}T00:00:00.000Z`,
  };
}
