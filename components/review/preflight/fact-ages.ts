/** The age of each fact that the review shows. Facts that are not known are named as such. */
import { formatAgo, formatQuantity } from '#components/shared/format.ts';
import type { Preflight } from '#lib/contract/preflight';
import type { PartState } from '#lib/domain/directory/known';
import { type PreflightPart, preflightParts } from '#lib/domain/preflight/preflight';

const labels: Record<PreflightPart, string> = {
  accounts: 'Atlassian’s list',
  admins: 'organisation admins',
  provisioned: 'provisioned accounts',
  permissions: 'permissions',
  tokens: 'API tokens',
};

/** `Atlassian’s list: 12 minutes ago, 4,812 accounts · permissions: not asked · …`. `now` in ms since the epoch. */
export function factAges({ record }: Pick<Preflight, 'record'>, now: number): string {
  return preflightParts
    .map((part) => {
      const known = part === 'accounts' ? record.accounts : null;
      const number = known === null ? '' : `, ${formatQuantity(known.total, 'account')}`;
      return `${labels[part]}: ${ageOf(part, record.parts[part], now)}${number}`;
    })
    .join(' · ');
}

function ageOf(part: PreflightPart, known: PartState, now: number): string {
  switch (known.state) {
    case 'never':
      // Another list may have been checked, with some of the same users.
      return part === 'permissions' ? 'not asked for this list' : 'not asked';
    case 'known':
      return formatAgo(known.at, now);
    case 'partly':
      return `in part, ${formatAgo(known.at, now)}`;
    case 'unknown':
      return `not known (asked ${formatAgo(known.at, now)})`;
  }
}
