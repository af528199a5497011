/** `/admin/v1/orgs…` and `/admin/v2/orgs/{orgId}/workspaces`: the organisation, its domains and its products [SPEC]. */
import { type Call, jsonObject, saysJson } from '#lib/demo/call';
import { bearerOf, kindOfKey } from '#lib/demo/organisation/keys';
import type { Organisation } from '#lib/demo/organisation/organisation';
import { claimedDomains, products, siteName, unclaimedDomain, uuidOf } from '#lib/demo/people/site';
import { badBody, badCursor, domainsForbidden } from '#lib/demo/replies/admin-replies';
import { cursorAt, indexOf, pageFrom } from '#lib/demo/replies/pages';
import { type Reply, reply, unsupportedMediaType } from '#lib/demo/reply';

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

/** Workspaces per page: the default and the maximum [SPEC]. */
const perPage = { usual: 20, most: 1_000 };

/** Lists the products of each site. Its links are full URLs [SPEC], and the cursor goes into the body. */
export function listWorkspaces(organisation: Organisation, call: Call): Reply {
  if (!saysJson(call.contentType)) return unsupportedMediaType;
  const body = call.body === '' ? {} : jsonObject(call.body);
  if (!body) return badBody('The request body is not valid JSON');
  const { limit = perPage.usual, cursor, ...others } = body;
  if (cursor !== undefined && Object.keys(body).length > 1) {
    return badBody('no other properties may be present beside cursor');
  }
  if (Object.keys(others).length > 0) return badBody('the demo organisation knows no query and no order');
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > perPage.most) {
    return badBody(`limit must be between 1 and ${perPage.most}`);
  }
  if (cursor !== undefined && typeof cursor !== 'string') return badCursor();
  const start = indexOf('workspaces', cursor);
  if (start === null) return badCursor();
  const { data, next } = pageFrom(products, start, limit);
  const list = `${call.origin}/admin/v2/orgs/${organisation.id}/workspaces`;
  const linkTo = (index: number) => `${list}?cursor=${encodeURIComponent(cursorAt('workspaces', index))}`;
  return reply(200, {
    data: data.map((product) => workspaceShape(list, product)),
    links: { self: linkTo(start), ...(next === null ? {} : { next: linkTo(next) }) },
    meta: { pageSize: limit, total: products.length },
  });
}

function workspaceShape(list: string, { id, label, keyV2, url }: (typeof products)[number]) {
  return {
    id,
    type: 'workspace',
    attributes: { name: siteName, typeKey: keyV2, type: label, hostUrl: url, status: 'online' },
    links: { self: `${list}/${encodeURIComponent(id)}` },
    relationships: {},
  };
}
