/** The products to which accounts have access, and their names. Pure. */
import type { AccountFacts, ProductAccess, Reading } from '#lib/domain/directory/reading';

/** Atlassian's names for the keys of its products. The two lists have different keys for some of them [SPEC]. */
const productNames: Readonly<Record<string, string>> = {
  jira: 'Jira',
  'jira-software': 'Jira',
  'jira-core': 'Jira Work Management',
  'jira-service-desk': 'Jira Service Management',
  'jira-servicedesk': 'Jira Service Management',
  'jira-product-discovery': 'Jira Product Discovery',
  confluence: 'Confluence',
  bitbucket: 'Bitbucket',
  trello: 'Trello',
  opsgenie: 'Opsgenie',
  statuspage: 'Statuspage',
  compass: 'Compass',
  loom: 'Loom',
};

/**
 * The name of a product at a site, which is the same for both lists. `told` is Atlassian's own name for it, if the
 * answer has one. `site` is a host name, or the ID of a site; null if there is none.
 */
export function productName(key: string, told: string | null, site: string | null): string {
  const name = Object.hasOwn(productNames, key) ? productNames[key] : told;
  return site === null ? (name ?? key) : `${name ?? key} · ${site}`;
}

/** The products that one reading has, those with only the ID of a site included. */
export function productsIn({ products = [], productsBySiteId = [] }: AccountFacts): readonly ProductAccess[] {
  return productsBySiteId.length === 0 ? products : [...products, ...productsBySiteId];
}

/**
 * The products in the readings of an account, each once, with its latest activity. A product that a source does not
 * name may exist all the same, because the search may leave out products without any activity [INFER]. With several
 * sources, products that have only the ID of a site are left out, since another source may have them under the site's
 * name.
 */
export function productsOf(readings: readonly Reading[]): readonly ProductAccess[] {
  const told = readings.filter(({ facts }) => facts.products ?? facts.productsBySiteId);
  const [first, ...others] = told;
  if (first === undefined) return [];
  if (others.length === 0) return productsIn(first.facts);
  const named = told.flatMap(({ facts }) => facts.products ?? []);
  return eachOnce(named.length > 0 ? named : told.flatMap(({ facts }) => productsIn(facts)));
}

/** Each product once, with its latest activity. */
export function eachOnce(products: Iterable<ProductAccess>): ProductAccess[] {
  const byName = new Map<string, string | null>();
  for (const { name, lastActive } of products) {
    const before = byName.get(name) ?? null;
    byName.set(name, before === null || (lastActive !== null && lastActive > before) ? lastActive : before);
  }
  return [...byName].map(([name, lastActive]) => ({ name, lastActive }));
}
