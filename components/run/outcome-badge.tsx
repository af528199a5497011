import { looks } from '#components/run/outcome-look';
import { Badge } from '#components/ui/badge';
import type { UserWords } from '#lib/browser/run/user-words';

/** The outcome of a user, or what is being done about one. */
export function OutcomeBadge({ words }: { words: Pick<UserWords, 'badge' | 'look'> }) {
  const { badge, look } = words;
  if (look === 'waiting') return <Badge tone="amber">{badge}</Badge>;
  if (look === 'not-attempted') return <span className="px-1.5 text-xs text-ink-3">{badge}</span>;
  const { tone, icon } = looks[look];
  return (
    <Badge tone={tone} icon={icon}>
      {badge}
    </Badge>
  );
}
