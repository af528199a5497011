/** `/users/{id}/manage/api-tokens` [SPEC]: each person has up to two tokens, made up on request. */
import type { Call } from '#lib/demo/call';
import type { Organisation } from '#lib/demo/organisation/organisation';
import type { Person } from '#lib/demo/people/person';
import { uuidOf } from '#lib/demo/people/site';
import { notFound } from '#lib/demo/replies/user-replies';
import { noContent, type Reply, reply } from '#lib/demo/reply';
import { numberOf } from '#lib/demo/seeded-random';

const labels = ['backup script', 'reporting', 'old laptop'];

/** A token as the list shows it. Times are in ISO 8601; `lastAccess` is absent if it was never used. */
interface Token {
  id: string;
  label: string;
  createdAt: string;
  lastAccess?: string;
  expiry: string;
}

/** Lists the tokens that were not deleted. Tokens of deactivated people stay in the list [LIVE, AX-684]. */
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

function tokensOf(organisation: Organisation, person: Person): Token[] {
  const number = numberOf(person.accountId);
  const count = person.kind === 'service-account' ? 2 : number % 3;
  const year = Number(person.addedToOrganisation.slice(0, 4));
  const afterAdded = person.addedToOrganisation.slice(4);
  return Array.from({ length: count }, (_, at): Token => {
    const never = (number + at) % 4 === 0;
    return {
      id: uuidOf(`token ${at} ${person.accountId}`),
      label: labels[(number + at) % labels.length] ?? 'token',
      createdAt: `${year}${afterAdded}T10:15:30.123Z`,
      ...(never ? {} : { lastAccess: `${year}${afterAdded}T23:20:50.522Z` }),
      expiry: `${year + 1}${afterAdded.replace('-02-29', '-02-28')}T00:00:00.000Z`,
    };
  }).filter(({ id }) => !organisation.deletedTokens.has(id));
}
