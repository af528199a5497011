import { looks } from '#components/run/outcomes/outcome-look.tsx';
import type { UserLabel } from '#components/run/outcomes/user-label.ts';
import { Badge } from '#components/ui/badge.tsx';

/** The outcome of a user, or the work on it. */
export function OutcomeBadge({ label }: { label: Pick<UserLabel, 'badge' | 'look'> }) {
  const { badge, look } = label;
  if (look === 'waiting') return <Badge tone="amber">{badge}</Badge>;
  if (look === 'not-attempted') return <span className="px-1.5 text-xs text-ink-3">{badge}</span>;
  const { tone, icon } = looks[look];
  return (
    <Badge tone={tone} icon={icon}>
      {badge}
    </Badge>
  );
}
