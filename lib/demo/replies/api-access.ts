/** `/admin/api-access/v1/orgs/{orgId}/…`: the API Access API, as far as it only reads [DOC]. */
import type { Call } from '#lib/demo/call';
import type { Organisation } from '#lib/demo/organisation/organisation';
import type { Person } from '#lib/demo/people/person';
import { badBody, badCursor } from '#lib/demo/replies/admin-replies';
import { type Token, tokensFrom } from '#lib/demo/replies/api-tokens';
import { cursorAt, indexOf, pageFrom } from '#lib/demo/replies/pages';
import { pictureOf } from '#lib/demo/replies/profile';
import { type Reply, reply } from '#lib/demo/reply';

/** Tokens per page. The default is not published; public scripts ask for pages of 1,000 [CODE]. */
const tokensPerPage = { usual: 100, most: 1_000 };

/** Service accounts per page, the most that public code asks for [CODE, of a sibling address]. */
const serviceAccountsPerPage = 80;

/** Lists the API tokens of all managed accounts. Its links are cursors [CODE]. */
export function listOrganisationTokens(organisation: Organisation, { query }: Call): Reply {
  const start = indexOf('tokens', query.get('cursor'));
  if (start === null) return badCursor();
  const size = Number(query.get('pageSize') ?? tokensPerPage.usual);
  if (!Number.isInteger(size) || size < 1 || size > tokensPerPage.most) {
    return badBody(`pageSize must be between 1 and ${tokensPerPage.most}`);
  }
  const { data, next } = tokensFrom(organisation, start, size);
  return reply(200, {
    data: data.map(({ person, token }) => tokenShape(organisation, person, token)),
    links: {
      self: cursorAt('tokens', start),
      ...(next === null ? {} : { next: cursorAt('tokens', next) }),
    },
  });
}

function tokenShape(
  organisation: Organisation,
  person: Person,
  { id, label, createdAt, expiry, lastAccess }: Token,
) {
  const { accountId, name, email } = person;
  return {
    id,
    label,
    status: 'ALLOWED',
    createdAt,
    expiresAt: expiry,
    ...(lastAccess === undefined ? {} : { lastActiveAt: lastAccess }),
    user: { id: accountId, orgId: organisation.id, name, email },
    scopes: [],
  };
}

/** Lists the service accounts. Its links are whole addresses [CODE, of a sibling address]. */
export function listServiceAccounts(organisation: Organisation, call: Call): Reply {
  const start = indexOf('service-accounts', call.query.get('cursor'));
  if (start === null) return badCursor();
  const { serviceAccounts } = organisation;
  const { data, next } = pageFrom(serviceAccounts, start, serviceAccountsPerPage);
  const linkTo = (index: number) =>
    `${call.origin}${call.path}?cursor=${encodeURIComponent(cursorAt('service-accounts', index))}`;
  return reply(200, {
    items: data.map((account) => serviceAccountShape(organisation, account)),
    links: next === null ? {} : { next: linkTo(next) },
    total: serviceAccounts.length,
  });
}

/** `atlassianId` is the account ID; `id` is another one, which names the account in this API only [CODE]. */
function serviceAccountShape(organisation: Organisation, account: Person) {
  const { accountId, email, name, addedToOrganisation } = account;
  return {
    atlassianId: accountId,
    id: `sa-${accountId.slice(-12)}`,
    email,
    displayName: name,
    picture: pictureOf(account),
    container: `ari:cloud:platform::org/${organisation.id}`,
    updatedAt: Date.parse(addedToOrganisation),
    status: organisation.shownStatus(account).toUpperCase(),
    createdById: organisation.people[0]?.accountId ?? '',
    description: 'Made up',
  };
}
