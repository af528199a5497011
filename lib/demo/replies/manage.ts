/** `GET /users/{id}/manage`: the caller's permissions for an account, as flat keys with literal dots [SPEC]. */
import type { Call } from '#lib/demo/call';
import type { Organisation } from '#lib/demo/organisation/organisation';
import type { Person } from '#lib/demo/people/person';
import { directoryOf, restrictionOf } from '#lib/demo/replies/restrictions';
import { ruleOf } from '#lib/demo/replies/user-replies';
import { type Reply, reply } from '#lib/demo/reply';

/** Profile fields that can be set. */
export const profileFields = [
  'name',
  'nickname',
  'zoneinfo',
  'locale',
  'extended_profile.job_title',
  'extended_profile.organization',
  'extended_profile.department',
  'extended_profile.location',
] as const;

/** All privileges, or those in `privileges`: repeated, or separated by commas. */
export function managePermissions(organisation: Organisation, call: Call, person: Person): Reply {
  const directory = ruleOf(directoryOf(person));
  const lifecycle = ruleOf(restrictionOf(organisation, person));
  const fields = Object.fromEntries(profileFields.map((field) => [field, directory]));
  const allowed = ruleOf(null);
  const all = {
    profile: fields,
    'profile.write': fields,
    'profile.read': allowed,
    'email.set': directory,
    'lifecycle.enablement': lifecycle,
    'lifecycle.delete': lifecycle,
    'apiToken.read': allowed,
    'apiToken.delete': allowed,
  };
  const wanted = call.query.getAll('privileges').flatMap((each) => each.split(','));
  if (wanted.length === 0) return reply(200, all);
  return reply(200, Object.fromEntries(Object.entries(all).filter(([key]) => wanted.includes(key))));
}
