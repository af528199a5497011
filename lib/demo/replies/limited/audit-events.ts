/** `GET /admin/v1/orgs/{orgId}/events`: the audit log, as far as accounts are deactivated and re-activated [SPEC]. */
import type { Call } from '#lib/demo/call';
import { rateHeaders } from '#lib/demo/faults/rate-window';
import type { AccountChange, Organisation } from '#lib/demo/organisation/organisation';
import { badBody, badCursor } from '#lib/demo/replies/admin-replies';
import { cursorAt, indexOf, pageFrom } from '#lib/demo/replies/pages';
import { gatewayError, type Reply, reply } from '#lib/demo/reply';

const perPage = { usual: 30, most: 500 };

/** The published limit of this path [SPEC]. */
const perMinute = 10;

/** Answers a page, newest first; every change has its event at once. */
export function listAuditEvents(organisation: Organisation, call: Call): Reply {
  const now = organisation.now();
  const { allowed, remaining, resetAt } = organisation.window('events').count(perMinute, now);
  const headers = rateHeaders('iso', { limit: perMinute, remaining, resetAt, now, exceeded: !allowed });
  if (!allowed) return gatewayError(429, 'Too Many Requests', headers);
  const start = indexOf('events', call.query.get('cursor'));
  if (start === null) return badCursor();
  const size = Number(call.query.get('limit') ?? perPage.usual);
  if (!Number.isInteger(size) || size < 1 || size > perPage.most) {
    return badBody(`limit must be between 1 and ${perPage.most}`);
  }
  const from = Number(call.query.get('from') ?? 0);
  const to = Number(call.query.get('to') ?? Number.MAX_SAFE_INTEGER);
  const changes = organisation.changes.filter(({ at }) => at >= from && at <= to).reverse();
  const { data, next } = pageFrom(changes, start, size);
  const list = `${call.origin}${call.path}`;
  const more = next === null ? null : cursorAt('events', next);
  return {
    ...reply(200, {
      data: data.map((change, at) => shape(organisation, call, change, changes.length - start - at)),
      links: {
        self: list,
        ...(more === null ? {} : { next: `${list}?cursor=${encodeURIComponent(more)}` }),
      },
      meta: { page_size: data.length, ...(more === null ? {} : { next: more }) },
    }),
    headers,
  };
}

function shape(
  organisation: Organisation,
  call: Call,
  { at, person, status, by }: AccountChange,
  number: number,
) {
  const id = `de300000-0000-4000-b000-${number.toString(16).padStart(12, '0')}`;
  const admin = organisation.people[0];
  const byKey = {
    authType: 'container-token',
    tokenId: 'demo-key',
    tokenLabel: 'Key of the demo organisation',
  };
  return {
    id,
    type: 'events',
    attributes: {
      time: new Date(at).toISOString(),
      // The first name was seen in code; that of a re-activation is not known [INFER].
      action: status === 'active' ? 'managed_account_reactivated' : 'managed_account_deactivated',
      actor:
        by === 'key'
          ? { id: admin?.accountId ?? '', name: admin?.name ?? '', email: admin?.email ?? '', auth: byKey }
          : { id: 'demo-identity-provider', name: 'Identity provider of the demo organisation' },
      context: [{ id: person.accountId, type: 'users', attributes: { name: person.name } }],
      container: [{ id: organisation.id, type: 'orgs', attributes: { name: organisation.name } }],
    },
    links: { self: `${call.origin}${call.path}/${id}` },
  };
}
