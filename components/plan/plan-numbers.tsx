import { formatCount, formatQuantity } from '#components/shared/format.ts';
import { percentText } from '#lib/domain/plan/alarms/size-limit';
import type { Plan } from '#lib/domain/plan/plan';

/**
 * The number of users in the plan: their share of the active accounts, and how many are predicted to be refused, are
 * not checked or are already inactive.
 */
export function PlanNumbers({ plan }: { plan: Plan }) {
  const { terms, count } = plan;
  if (!terms) return null;
  const { activeAccounts: active, reach, predicted, preflightAt } = terms;
  const refused = (predicted.refused ?? 0) + (predicted['not-managed'] ?? 0);
  const inactive = predicted['already-inactive'] ?? 0;
  const facts: string[] = [];
  if (active !== null && active > 0) {
    const share = percentText(Math.min(100, (100 * reach) / active));
    facts.push(`${formatCount(reach)} of the ${formatQuantity(active, 'active account')} (${share})`);
  } else {
    facts.push('the number of active accounts in the organisation is not known');
  }
  const unchecked = preflightAt === null ? count : (predicted.unknown ?? 0);
  if (unchecked < count || refused > 0) facts.push(`${formatCount(refused)} predicted to be refused`);
  if (unchecked > 0) facts.push(`${formatCount(unchecked)} not checked`);
  if (inactive > 0) facts.push(`${formatCount(inactive)} already inactive`);
  return (
    <p className="text-ink-2 tabular-nums">
      <span className="font-semibold text-ink">{formatQuantity(count, 'user')}</span> · {facts.join(' · ')}
    </p>
  );
}
