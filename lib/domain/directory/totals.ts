/** Counts a list of accounts: all, and the active ones by e-mail domain and by product. Pure. */
import { z } from 'zod';
import { readAccountStatus } from '#lib/domain/account/account-status';
import { emailDomain } from '#lib/domain/account/email-domain';
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
    add({ status = null, email = '', products: access = [] }) {
      total += 1;
      if (readAccountStatus(status) !== 'active') return;
      active += 1;
      count(domains, emailDomain(email));
      for (const { name } of access) count(products, name);
    },
    totals: () => ({
      total,
      active,
      activeByDomain: Object.fromEntries(domains),
      activeByProduct: Object.fromEntries(products),
    }),
  };
}

function count(tally: Map<string, number>, name: string): void {
  tally.set(name, (tally.get(name) ?? 0) + 1);
}
