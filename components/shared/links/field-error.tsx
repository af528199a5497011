import type { ReactNode } from 'react';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import type { TopicId } from '#lib/domain/help/topics/topic';

/** What is wrong with the text of a field, and the help about it. */
export function FieldError({ topic = 'not-as-needed', children }: { topic?: TopicId; children: ReactNode }) {
  return (
    <>
      {children} <HelpLink topic={topic} />
    </>
  );
}
