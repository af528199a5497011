import { LifeBuoy } from '#components/ui/icons/lucide.tsx';
import type { TopicId } from '#lib/domain/help/topics/topic';

/** The way to the help about a message. It opens a tab of its own, so that nothing on this page is lost. */
export function HelpLink({ topic }: { topic: TopicId }) {
  return (
    <a
      href={`/help#${topic}`}
      target="_blank"
      rel="noreferrer"
      className="mt-1 inline-flex min-h-6 items-center gap-1 rounded-sm text-xs underline"
    >
      <LifeBuoy size={12} />
      How to fix this
      <span className="sr-only">(opens a new tab)</span>
    </a>
  );
}
