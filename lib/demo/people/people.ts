/** Makes up the people of the demo organisation. The same seed and day give the same people. */
import { cast, type Part } from '#lib/demo/people/cast';
import {
  departments,
  familyNames,
  givenNames,
  jobTitles,
  localPart,
  places,
  services,
} from '#lib/demo/people/names';
import type { Person, PersonKind } from '#lib/demo/people/person';
import { claimedDomains, foreignDomains, groupNames, products } from '#lib/demo/people/site';
import { type Random, seededRandom } from '#lib/demo/seeded-random';

const day = 86_400_000;

/** People in the order in which the organisation added them. `today` in ms since the epoch. */
export function makePeople(count: number, seed: number, today: number): Person[] {
  const random = seededRandom(seed);
  const dateBefore = datesBefore(today);
  const localParts = new Map<string, string>();
  const people: Person[] = [];
  for (let index = 0; index < count; index += 1) {
    const part = cast[index] ?? makePart(random, index, localParts);
    people.push(makePerson(random, part, today, dateBefore));
  }
  return people;
}

function makePerson(random: Random, part: Part, today: number, dateBefore: (days: number) => string): Person {
  const { kind, name } = part;
  const [location, zoneinfo, locale] = random.pick(places);
  const added = 60 + random.below(2_400);
  return {
    accountId: accountIdOf(random),
    kind,
    name,
    nickname: (name.split(' ')[0] ?? name).slice(0, 30),
    email: `${part.local}@${domainOf(random, kind)}`,
    emailHidden: random.next() < 0.02 && kind === 'ordinary',
    status: part.status ?? 'active',
    suspended: random.next() < 0.01 && kind === 'ordinary' && part.status === undefined,
    deletedAt: part.deletedDaysAgo === undefined ? null : today - part.deletedDaysAgo * day,
    addedToOrganisation: dateBefore(added),
    products: productsOf(random, part, added, dateBefore),
    groups: groupNames.filter(() => random.next() < 0.25),
    jobTitle: kind === 'service-account' ? 'Service Account' : random.pick(jobTitles),
    department: random.pick(departments),
    employer: 'Example Org',
    location,
    zoneinfo,
    locale,
  };
}

function makePart(random: Random, index: number, localParts: Map<string, string>): Part {
  const roll = random.next();
  const kind = index === 40 || index === 41 ? 'organisation-admin' : kindOf(roll);
  if (kind === 'service-account') {
    const service = random.pick(services);
    return { name: service, local: `${service}.${index}`, kind };
  }
  const given = random.pick(givenNames);
  const family = random.pick(familyNames);
  const name = `${given} ${family}`;
  // Unicode normalisation is slow, and there are few different names.
  const local = localParts.get(name) ?? localPart(given, family);
  localParts.set(name, local);
  return { name, local: `${local}.${index}`, kind, ...statusOf(random, kind) };
}

function kindOf(roll: number): PersonKind {
  if (roll < 0.05) return 'scim';
  if (roll < 0.062) return 'google';
  // A small share, since only the call reveals it: a run over everybody must not stop because of unpredicted refusals.
  if (roll < 0.067) return 'unverified';
  if (roll < 0.097) return 'unmanaged';
  if (roll < 0.115) return 'service-account';
  return 'ordinary';
}

function statusOf(random: Random, kind: PersonKind): Pick<Part, 'status' | 'deletedDaysAgo'> {
  const roll = random.next();
  // An account that a SCIM directory deactivated can read "closed" [LIVE, ACCESS-2169].
  if (kind === 'scim' && roll < 0.15) return { status: 'closed' };
  if (kind !== 'ordinary') return {};
  if (roll < 0.004) return { status: 'closed', deletedDaysAgo: 1 + random.below(13) };
  return roll < 0.095 ? { status: 'inactive' } : {};
}

function domainOf(random: Random, kind: PersonKind): string {
  if (kind === 'unmanaged') return random.pick(foreignDomains);
  return random.next() < 0.6 ? claimedDomains[0] : random.pick(claimedDomains);
}

/** An account ID in one of the three real shapes [SPEC]. */
export function accountIdOf(random: Random): string {
  const roll = random.next();
  if (roll < 0.3) return `5${random.hex(23)}`;
  return `${roll < 0.6 ? '557058' : '712020'}:${random.uuid()}`;
}

function productsOf(
  random: Random,
  part: Part,
  added: number,
  dateBefore: (days: number) => string,
): Person['products'] {
  const seen: Person['products'] = {};
  for (const { label } of products) {
    const has = random.next() >= 0.4;
    const roll = random.next();
    const ago = roll < 0.35 ? random.below(30) : random.below(added);
    if (part.seenDaysAgo !== undefined) seen[label] = dateBefore(part.seenDaysAgo);
    else if (has) seen[label] = roll > 0.75 ? null : dateBefore(ago + 1);
  }
  return seen;
}

/** Returns the date (YYYY-MM-DD) a number of days before today; each one is computed once. */
function datesBefore(today: number): (days: number) => string {
  const made: string[] = [];
  return (days) => {
    made[days] ??= new Date(today - days * day).toISOString().slice(0, 10);
    return made[days];
  };
}
