/**
 * The meaning of a header: a small grammar over its words. The headers that Atlassian writes [CODE, DOC] and those of
 * the programs that admins use follow it; a header with a word that the grammar does not know means nothing here.
 */
import type { ColumnRole } from '#lib/domain/roster/header/column-role';
import { headerWords, visibleText } from '#lib/domain/roster/header/header-words';

/** The meaning of a header for its column. */
export interface HeaderMeaning {
  role: ColumnRole;
  /**
   * How plainly the header names the role; 0 is plainest. If several columns have one role, the plainest is used. From
   * `doubtful` on, other facts must agree before the role counts.
   */
  rank: number;
}

/** The first rank at which the header alone is not enough. */
export const doubtful = 10;

/** The canonical headers of a role, each with its rank. Terms in brackets may be missing. */
const grammar: readonly (readonly [role: ColumnRole, rank: number, header: RegExp])[] = [
  ['account-id', 0, /^(?:atlassian )?(?:user account|user|account) ids?$|^atlassian id$/],
  // Many systems use this header for their own keys. Only account IDs in the column show that it is Atlassian's.
  ['account-id', doubtful, /^id$/],
  ['group-id', 0, /^(?:user )?group id$/],
  ['group-name', 0, /^(?:user )?group(?: name)?$/],
  ['email', 0, /^(?:(?:atlassian|user|account) )*email(?: address)?(?: email)?$/],
  ['name', 0, /^(?:(?:user )?(?:full|display)(?: user)? )?name$/],
  // Outside of Atlassian's exports this is a login name.
  ['name', 1, /^user name$/],
  ['first-name', 0, /^(?:user )?first name$/],
  ['last-name', 0, /^(?:user )?last name$/],
  ['status', 0, /^(?:atlassian )?(?:user account|user|account) status$|^atlassian status$/],
  ['status', 1, /^status$/],
  ['status', 2, /^(?:is |user |account )*active$/],
  ['org-role', 0, /^(?:user )?org(?: user)? role$|^role (?:(?:in|of) (?:the )?)?org$/],
  // The role in a product, or a person's profession, has this header too.
  ['org-role', doubtful, /^(?:user )?role$/],
  ['added', 0, /^(?:date )?added(?: to)?(?: the)?(?: org)?(?: date| on| at)?$|^created(?: date| on| at)?$/],
  ['billable', 0, /^(?:is |access )*billable(?: for .*)?$/],
  ['claimed', 0, /^(?:is )?claimed(?: account| user| status)?$|^claim status$/],
  ['claimed', 1, /^(?:is )?managed(?: account| user| status)?$/],
];

/** Headers for the last activity, with or without a product. */
const lastSeen =
  /^(?:(?:org|user|account|product) )*last (?:seen|active|activity|login|log in|logged in|sign in|signed in|access|accessed|session)(?: (?:date|time|on|at|utc|\d+|org|product|in the org|in org))*$/;
const lastSeenIn =
  /^last (?:seen|active|activity|login|log in|logged in|sign in|signed in|access|accessed) (?:in|on|to) \S/;

/** The managed accounts export, in which an empty cell means never [CODE]. */
const blankIsNeverIn = /^last active date(?: utc)?$/;

/** Products that Atlassian's exports have a column for, under their bare names [CODE, DOC]. */
const products = new Set([
  'bitbucket',
  'compass',
  'confluence',
  'confluence guest',
  'feedback',
  'jira',
  'jira core',
  'jira product discovery',
  'jira service desk',
  'jira service management',
  'jira software',
  'jira work management',
  'loom',
  'opsgenie',
  'statuspage',
  'stride',
  'trello',
]);

/** A header of a product on a site: `Jira - acme`. */
const onSite = /^(\S.*?)\s+[-–—]\s+(\S.*)$/u;

const nothing: HeaderMeaning = { role: 'other', rank: 0 };

/** Names of the two forms of a header by which it is compared: equal if only the spelling differs. */
export function headerKey(header: string): string {
  return headerWords(header).plain;
}

/** The meaning of a header; `other` if it says nothing that the grammar knows. */
export function meaningOf(header: string): HeaderMeaning {
  const words = headerWords(header);
  if (words.isQualified) return nothing;
  const meaning = read(words.split) ?? read(words.plain) ?? nothing;
  // Slack and others have a “userid” of their own; Atlassian separates the two words.
  const isAnyUserId = words.isGlued && meaning.role === 'account-id' && words.split === 'user id';
  return isAnyUserId ? { role: 'account-id', rank: doubtful } : meaning;
}

function read(words: string): HeaderMeaning | null {
  for (const [role, rank, header] of grammar) if (header.test(words)) return { role, rank };
  if (lastSeen.test(words) || lastSeenIn.test(words)) return { role: 'last-seen', rank: 0 };
  return products.has(words) ? { role: 'product', rank: 0 } : null;
}

/** Whether an empty cell under this last-seen header means never. */
export function blankIsNever(header: string): boolean {
  return blankIsNeverIn.test(headerWords(header).plain);
}

/** The product and the site of a header such as `Jira - acme` or `Last seen in Jira - acme`; null if it has no site. */
export function siteOf(header: string): { product: string; site: string; isKnown: boolean } | null {
  const [, product, site] = onSite.exec(visibleText(header)) ?? [];
  if (product === undefined || site === undefined) return null;
  const { plain } = headerWords(product);
  return { product, site: site.toLowerCase(), isKnown: products.has(plain) || lastSeenIn.test(plain) };
}
