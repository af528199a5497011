/** The other parts of the demo organisation: a site with products, groups, and domains. */
import { numberOf, seededRandom } from '#lib/demo/seeded-random';

/** The site's name, as exports show it. */
export const siteName = 'example';

/** A product of the site. */
interface Product {
  /** The product's name in exports. */
  label: 'Jira' | 'Confluence' | 'Jira Service Management';
  /** The product's key in v1 answers [SPEC]. */
  key: string;
  /** The product's key in v2 answers [SPEC]. */
  keyV2: string;
  /** The product instance, as an Atlassian resource identifier. */
  id: string;
  url: string;
}

/** The products of the site. */
export const products: readonly Product[] = [
  product('Jira', 'jira-software', 'jira'),
  product('Confluence', 'confluence', 'confluence'),
  product('Jira Service Management', 'jira-service-desk', 'jira-servicedesk'),
];

function product(label: Product['label'], key: string, keyV2: string): Product {
  const id = `ari:cloud:${keyV2}::site/${uuidOf('site')}`;
  return { label, key, keyV2, id, url: 'https://site.example.com' };
}

/** The groups of the site. */
export const groupNames = [
  'jira-users',
  'confluence-users',
  'contractors',
  'design',
  'finance',
  'confluence-legacy',
  'Support, Tier 2',
] as const;

/** A group as an Atlassian resource identifier. */
export function groupId(name: string): string {
  return `ari:cloud:identity::group/${uuidOf(`group ${name}`)}`;
}

/** Domains that the organisation has claimed. Most people have the first one. */
export const claimedDomains = ['example.com', 'example.org', 'eu.example.com'] as const;

/** A domain whose claim was begun but not completed. */
export const unclaimedDomain = 'unclaimed.example.net';

/** The domain that Atlassian gives to the addresses of service accounts; no organisation can claim it [CODE]. */
export const serviceAccountDomain = 'serviceaccount.example.net';

/** Domains of other organisations. */
export const foreignDomains = ['partner.example.net', 'agency.example.net'] as const;

/** A UUID that depends only on the text. */
export function uuidOf(text: string): string {
  return seededRandom(numberOf(text)).uuid();
}

/** `2024-01-03` as a time on that day with nine decimals, as in real answers [SPEC]; the same for the same salt. */
export function momentOn(date: string, salt: string): string {
  const number = numberOf(`${date} ${salt}`);
  const two = (value: number) => String(value).padStart(2, '0');
  const nanoseconds = String(number % 1_000_000_000).padStart(9, '1');
  return `${date}T${two(number % 24)}:${two(number % 60)}:${two((number >>> 8) % 60)}.${nanoseconds}Z`;
}
