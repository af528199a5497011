import { TriangleAlert } from 'lucide-react';
import { type EligibilityLabel, problemLabel } from '#components/review/who/user-labels.ts';
import { Badge } from '#components/ui/badge.tsx';
import type { ReviewUser } from '#lib/contract/roster';

/** What will happen to a user, and what is odd about their row without keeping them from being ticked. */
export function EligibilityBadge({
  label,
  problems,
}: {
  label: EligibilityLabel;
  problems: ReviewUser['problems'];
}) {
  const doubts = problems.filter(({ blocks }) => !blocks);
  const labels = [...new Set(doubts.map(({ code }) => problemLabel(code)))].join(', ');
  return (
    <>
      <span className="flex min-w-0" title={label.reason ?? undefined}>
        <Badge tone={label.tone}>{label.text}</Badge>
      </span>
      {doubts.length > 0 && (
        <span
          className="shrink-0 text-amber"
          title={doubts.map(({ message, line }) => `Line ${line}: ${message}`).join('\n')}
        >
          <TriangleAlert aria-hidden size={14} />
          <span className="sr-only">{labels}</span>
        </span>
      )}
    </>
  );
}
