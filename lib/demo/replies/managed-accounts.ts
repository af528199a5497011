/** `GET /admin/v1/orgs/{orgId}/users`: the managed accounts, page by page [SPEC]. */
import type { Call } from '#lib/demo/call';
import type { Organisation } from '#lib/demo/organisation/organisation';
import { lastActive, type Person } from '#lib/demo/people/person';
import { momentOn, products } from '#lib/demo/people/site';
import { badCursor } from '#lib/demo/replies/admin-replies';
import { cursorAt, indexOf, nextLink, pageFrom, remaining } from '#lib/demo/replies/pages';
import { pictureOf } from '#lib/demo/replies/profile';
import { type Reply, reply } from '#lib/demo/reply';

/** Accounts per page. The real number is not published, and callers cannot choose it [SPEC]. */
const pageSize = 100;

/** Answers a page. Its links are full URLs [SPEC]. */
export function listManagedAccounts(organisation: Organisation, call: Call): Reply {
  const start = indexOf('managed', call.query.get('cursor'));
  if (start === null) return badCursor();
  const { faults } = organisation;
  const listed =
    faults.unlisted.length === 0
      ? organisation.managed
      : organisation.managed.filter(({ accountId }) => !faults.unlisted.includes(accountId));
  const managed = remaining(listed, start, pageSize, faults);
  const { data, next } = pageFrom(managed, start, pageSize);
  const list = `${call.origin}/admin/v1/orgs/${organisation.id}/users`;
  const pageAt = (index: number) => `${list}?cursor=${encodeURIComponent(cursorAt('managed', index))}`;
  const linkTo = (index: number) => (index === 0 ? list : pageAt(index));
  const further = nextLink({ start, next }, pageAt, faults);
  return reply(200, {
    data: data.map((person) => shape(organisation, call, person)),
    links: {
      self: linkTo(start),
      ...(start > 0 ? { prev: linkTo(Math.max(0, start - pageSize)) } : {}),
      ...(further === undefined ? {} : { next: further }),
    },
    meta: { total: managed.length },
  });
}

function shape(organisation: Organisation, call: Call, person: Person) {
  const { accountId } = person;
  const active = lastActive(person);
  return {
    account_id: accountId,
    account_type: 'atlassian',
    account_status: organisation.shownStatus(person),
    name: person.name,
    picture: pictureOf(person),
    ...(person.emailHidden ? {} : { email: person.email }),
    access_billable: person.status === 'active',
    ...(active === null ? {} : { last_active: momentOn(active, accountId) }),
    product_access: products.flatMap(({ label, key, url }) => {
      const date = person.products[label];
      if (date === undefined) return [];
      return [
        { key, name: label, url, ...(date === null ? {} : { last_active: momentOn(date, accountId) }) },
      ];
    }),
    links: { self: `${call.origin}/users/${encodeURIComponent(accountId)}/manage/profile` },
  };
}
