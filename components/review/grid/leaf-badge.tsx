import type { ReactNode } from 'react';
import { beginningPlaceOf } from '#components/review/who/place.ts';
import { type LeafLabel, problemLabel } from '#components/review/who/user-labels.ts';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { cx } from '#components/ui/class-names.ts';
import { Ban, CircleHelp, ShieldCheck, TriangleAlert, Unlink } from '#components/ui/icons/lucide.tsx';
import type { ReviewUser } from '#lib/contract/roster';
import { type Leaf, leafLabels } from '#lib/domain/plan/leaf';

const looks: Record<Leaf, { tone: Tone | 'outline'; icon: ReactNode }> = {
  'will-deactivate': { tone: 'neutral', icon: null },
  'not-checked': { tone: 'outline', icon: null },
  refused: { tone: 'amber', icon: <Ban /> },
  'not-managed': { tone: 'amber', icon: <Unlink /> },
  doubtful: { tone: 'violet', icon: <CircleHelp /> },
  'not-selected': { tone: 'outline', icon: null },
  protected: { tone: 'green', icon: <ShieldCheck /> },
  'already-inactive': { tone: 'neutral', icon: null },
  unusable: { tone: 'red', icon: <Ban /> },
};

/** The leaf of a user as a badge, with its reason in short and, if `user` is given, the oddities of their row. */
export function LeafBadge({ label, user }: { label: LeafLabel; user?: ReviewUser }) {
  const doubts = user?.problems.filter(({ blocks }) => !blocks) ?? [];
  const labels = [...new Set(doubts.map(({ code }) => problemLabel(code)))].join(', ');
  const { tone, icon } = looks[label.leaf];
  return (
    <>
      <span className="flex min-w-0 items-center gap-1.5" title={label.reason ?? undefined}>
        <Badge tone={tone} icon={icon} className="shrink-0">
          {leafLabels[label.leaf]}
        </Badge>
        {label.gist !== '' && (
          <span
            className={cx(
              'in-[[role=grid]]:max-sm:hidden min-w-0 truncate text-xs',
              label.warns ? 'text-amber' : 'text-ink-2',
            )}
          >
            <span className="sr-only"> · </span>
            {label.gist}
          </span>
        )}
      </span>
      {user && doubts.length > 0 && (
        <span
          className="shrink-0 text-amber"
          title={doubts.map(({ message, line }) => `${beginningPlaceOf(user, line)}: ${message}`).join('\n')}
        >
          <TriangleAlert size={14} />
          <span className="sr-only">{labels}</span>
        </span>
      )}
    </>
  );
}
