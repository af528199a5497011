/**
 * `GET /admin/v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates`: 200 a minute for the organisation [DOC].
 */
import type { Call } from '#lib/demo/call';
import { rateHeaders } from '#lib/demo/faults/rate-window';
import type { Organisation } from '#lib/demo/organisation/organisation';
import { momentOn, products } from '#lib/demo/people/site';
import { badCursor, unknownUser } from '#lib/demo/replies/admin-replies';
import { indexOf } from '#lib/demo/replies/pages';
import { gatewayError, type Reply, reply } from '#lib/demo/reply';

const perMinute = 200;

/** Answers for any person in the organisation, managed or not. Every answer has the limit. */
export function lastActiveDates(organisation: Organisation, call: Call): Reply {
  const now = organisation.now();
  const { allowed, remaining, resetAt } = organisation.window('lastActive').count(perMinute, now);
  const state = { limit: perMinute, remaining, resetAt, now, exceeded: !allowed };
  const headers = rateHeaders('iso', state);
  if (!allowed) return gatewayError(429, 'Too Many Requests', headers);
  const answer = datesOf(organisation, call);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function datesOf(organisation: Organisation, call: Call): Reply {
  if (indexOf('lastActive', call.query.get('cursor')) === null) return badCursor();
  const person = organisation.find(call.accountId);
  if (!person) return unknownUser();
  const seconds = (date: string) => momentOn(date, person.accountId).replace(/\.\d+Z$/, 'Z');
  return reply(200, {
    data: {
      product_access: products.flatMap(({ label, key, id }) => {
        const date = person.products[label];
        if (date === undefined) return [];
        return [{ id, key, ...(date ? { last_active: date, last_active_timestamp: seconds(date) } : {}) }];
      }),
      added_to_org: person.addedToOrganisation,
      added_to_org_timestamp: seconds(person.addedToOrganisation),
    },
    links: {},
  });
}
