/** Counts a list of accounts: all, and the active ones by e-mail domain and by product. Pure. */
import { z } from 'zod';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { emailDomain } from '#lib/domain/account/email-domain';
import { productsIn } from '#lib/domain/directory/product-access';
import type { AccountFacts } from '#lib/domain/directory/reading';

/** The numbers of a list. */
export const totalsSchema = z.object({
  total: z.number(),
  active: z.number(),
  /** Active accounts. Those without a visible address are under ''. */
  activeByDomain: z.record(z.string(), z.number()),
  /** Active accounts by the name of the product. */
  activeByProduct: z.record(z.string(), z.number()),
});
export type Totals = z.infer<typeof totalsSchema>;

/** Counts one account after the other. */
export function newTally(): { add(facts: AccountFacts): void; totals(): Totals } {
  const domains = new Map<string, number>();
  const products = new Map<string, number>();
  let total = 0;
  let active = 0;
  return {
    add(facts) {
      const { status = null, email = '' } = facts;
      total += 1;
      if (readAccountStatus(status) !== 'active') return;
      active += 1;
      count(domains, emailDomain(email));
      for (const { name } of productsIn(facts)) count(products, name);
    },
    totals: () => ({
      total,
      active,
      activeByDomain: Object.fromEntries(domains),
      activeByProduct: Object.fromEntries(products),
    }),
  };
}

/** An account of a list, and whether it has become active or inactive since it was listed. */
export interface ChangedAccount {
  facts: AccountFacts;
  isActive: boolean;
}

/** The totals of a list after the status of these accounts has changed. Each account must be named once. */
export function totalsAfter(totals: Totals, changes: Iterable<ChangedAccount>): Totals {
  const domains = new Map(Object.entries(totals.activeByDomain));
  const products = new Map(Object.entries(totals.activeByProduct));
  let { active } = totals;
  for (const { facts, isActive } of changes) {
    if ((readAccountStatus(facts.status ?? null) === 'active') === isActive) continue;
    const by = isActive ? 1 : -1;
    active += by;
    count(domains, emailDomain(facts.email ?? ''), by);
    for (const { name } of productsIn(facts)) count(products, name, by);
  }
  return {
    total: totals.total,
    active,
    activeByDomain: Object.fromEntries(domains),
    activeByProduct: Object.fromEntries(products),
  };
}

function count(tally: Map<string, number>, name: string, by = 1): void {
  tally.set(name, (tally.get(name) ?? 0) + by);
}
