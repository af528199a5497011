/** `/admin/v1/orgs…`: the organisation and its domains [SPEC]. */

import type { Call } from '#lib/demo/call';
import { bearerOf, kindOfKey } from '#lib/demo/organisation/keys';
import type { Organisation } from '#lib/demo/organisation/organisation';
import { claimedDomains, unclaimedDomain, uuidOf } from '#lib/demo/people/site';
import { badCursor, domainsForbidden } from '#lib/demo/replies/admin-replies';
import { indexOf } from '#lib/demo/replies/pages';
import { type Reply, reply } from '#lib/demo/reply';

/** `GET /v1/orgs`: the organisation of the key. A key with scopes sees none [LIVE]. */
export function listOrganisations(organisation: Organisation, call: Call): Reply {
  if (indexOf('orgs', call.query.get('cursor')) === null) return badCursor();
  const scoped = kindOfKey(bearerOf(call.authorization)) === 'scoped';
  const seen = !scoped || organisation.faults.scopedKeySees === 'organisation';
  const data = seen ? [shape(organisation, call)] : [];
  return reply(200, { data, links: { self: `${call.origin}/admin/v1/orgs` } });
}

/** `GET /v1/orgs/{orgId}`. */
export function readOrganisation(organisation: Organisation, call: Call): Reply {
  return reply(200, { data: shape(organisation, call) });
}

function shape({ id, name }: Organisation, { origin }: Call) {
  const self = `${origin}/admin/v1/orgs/${id}`;
  return {
    id,
    type: 'orgs',
    attributes: { name },
    relationships: {
      domains: { links: { related: `${self}/domains` } },
      users: { links: { related: `${self}/users` } },
    },
    links: { self },
  };
}

/**
 * `GET /v1/orgs/{orgId}/domains`: completed and uncompleted claims. Those of another organisation are forbidden, not
 * missing [SPEC].
 */
export function listDomains(organisation: Organisation, call: Call): Reply {
  if (call.organisationId !== organisation.id) return domainsForbidden(call.path, organisation.now());
  if (indexOf('domains', call.query.get('cursor')) === null) return badCursor();
  const self = `${call.origin}/admin/v1/orgs/${organisation.id}/domains`;
  const claims = [
    ...claimedDomains.map((name, at) => ({ name, type: at === 1 ? 'http' : 'dns', status: 'verified' })),
    { name: unclaimedDomain, type: 'dns', status: 'unverified' },
  ];
  const data = claims.map(({ name, type, status }) => {
    const id = uuidOf(`domain ${name}`);
    const attributes = { name, claim: { type, status } };
    return { id, type: 'domains', attributes, links: { self: `${self}/${id}` } };
  });
  return reply(200, { data, links: { self } });
}
