/** `/users/{id}/manage/profile` and `…/email` [SPEC]. */
import { type Call, jsonObject } from '#lib/demo/call';
import type { Organisation } from '#lib/demo/organisation/organisation';
import type { Person } from '#lib/demo/people/person';
import { claimedDomains } from '#lib/demo/people/site';
import { profileFields } from '#lib/demo/replies/manage';
import { directoryOf } from '#lib/demo/replies/restrictions';
import {
  actionForbidden,
  bodyParseFailure,
  constraintsViolated,
  domainForbidden,
  fieldsForbidden,
  ruleOf,
} from '#lib/demo/replies/user-replies';
import { noContent, type Reply, reply } from '#lib/demo/reply';

/** Shows a profile. */
export function readProfile(organisation: Organisation, person: Person): Reply {
  return reply(200, {
    account: {
      account_id: person.accountId,
      account_type: person.kind === 'app' ? 'app' : 'atlassian',
      account_status: organisation.shownStatus(person, 'profile'),
      name: person.name,
      picture: pictureOf(person),
      email: person.email,
      nickname: person.nickname,
      zoneinfo: person.zoneinfo,
      locale: person.locale,
      characteristics: { not_mentionable: person.kind === 'service-account' },
      extended_profile: {
        job_title: person.jobTitle,
        organization: person.employer,
        department: person.department,
        location: person.location,
      },
    },
  });
}

/** The address of a person's picture; the demo has none there. */
export function pictureOf(person: Person): string {
  return `https://avatars.example.com/${encodeURIComponent(person.accountId)}`;
}

/** Sets the fields that the body names, all or none. Fields that cannot be set are ignored. */
export function setProfile(organisation: Organisation, call: Call, person: Person): Reply {
  const body = jsonObject(call.body);
  if (!body) return bodyParseFailure;
  const { extended_profile: extended = {}, ...flat } = body;
  if (typeof extended !== 'object' || extended === null) return bodyParseFailure;
  const given = new Map<string, unknown>(Object.entries(flat));
  for (const [key, value] of Object.entries(extended)) given.set(`extended_profile.${key}`, value);
  const fields = profileFields.filter((field) => given.has(field));

  const directory = directoryOf(person);
  if (directory && fields.length > 0) {
    return fieldsForbidden(Object.fromEntries(fields.map((field) => [field, ruleOf(directory)])));
  }
  const violations: Record<string, string[]> = {};
  const values = new Map<string, string>();
  for (const field of fields) {
    const value = given.get(field);
    if (typeof value !== 'string') return bodyParseFailure;
    const broken = brokenConstraints(field, value);
    if (broken.length > 0) violations[field] = broken;
    values.set(field, value);
  }
  if (Object.keys(violations).length > 0) return constraintsViolated(violations);
  for (const [field, value] of values) setField(person, field, value);
  const shown = readProfile(organisation, person);
  return values.size > 0 ? { ...shown, effect: 'changed' } : shown;
}

function setField(person: Person, field: string, value: string): void {
  const name = (
    {
      name: 'name',
      nickname: 'nickname',
      zoneinfo: 'zoneinfo',
      locale: 'locale',
      'extended_profile.job_title': 'jobTitle',
      'extended_profile.organization': 'employer',
      'extended_profile.department': 'department',
      'extended_profile.location': 'location',
    } as const
  )[field];
  if (name) person[name] = value;
}

function brokenConstraints(field: string, value: string): string[] {
  const most = field === 'name' ? 100 : field === 'nickname' ? 30 : Number.POSITIVE_INFINITY;
  const broken: string[] = [];
  if (value.length > most) broken.push('maxLength');
  if (/\p{Cc}/u.test(value)) broken.push('validCharacters');
  return broken;
}

/** Sets the e-mail address. Its domain must be claimed by the organisation. */
export function setEmail(call: Call, person: Person): Reply {
  const email = jsonObject(call.body)?.email;
  if (typeof email !== 'string') return bodyParseFailure;
  const directory = directoryOf(person);
  if (directory) return actionForbidden(directory);
  const [, local = '', domain = ''] = /^([^@]*)@([^@]+)$/.exec(email) ?? [];
  if (local === '' || domain === '' || /\p{Cc}|\s/u.test(email)) {
    return constraintsViolated({ email: ['validCharacters'] });
  }
  if (local.length > 255) return constraintsViolated({ email: ['partMaxLength'] });
  if (!claimedDomains.some((claimed) => claimed === domain.toLowerCase())) return domainForbidden(domain);
  person.email = email;
  return noContent('changed');
}
