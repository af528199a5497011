import { formatDateTime } from '#components/shared/format.ts';
import type { Roster } from '#lib/contract/roster';

/** `uploaded Nov 28, 2026, 7:50 AM`: tells uploads with one name apart. */
export function rosterTime({ kind, createdAt }: Pick<Roster, 'kind' | 'createdAt'>): string {
  return `${kind === 'organisation' ? 'made' : 'uploaded'} ${formatDateTime(createdAt)}`;
}
