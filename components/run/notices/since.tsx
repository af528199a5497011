import type { ReactNode } from 'react';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import type { TopicId } from '#lib/domain/help/topics/topic';

/** The last line of a notice, in small type: since when, and a link to the help about it. */
export function Since({ topic, children }: { topic: TopicId | null; children: ReactNode }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 text-xs">
      <span>{children}</span>
      {topic && <HelpLink topic={topic} />}
    </p>
  );
}
