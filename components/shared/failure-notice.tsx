import type { ReactNode } from 'react';
import type { ApiFailure } from '#components/shared/api.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { EarlyEnd } from '#lib/domain/connection/early-end';
import { topicOfError, topicOfFailure, topicOfKeyCheck } from '#lib/domain/help/topic-of';
import type { TopicId } from '#lib/domain/help/topics/topic';

/**
 * A failed request: what is wrong, what to do, any further lines, and the help about it, which is that of its code
 * unless `topic` says another. A screen reader reads it out when it appears.
 */
export function FailureNotice({
  failure,
  topic = topicOfFailure(failure.code),
  actions,
  className,
}: {
  failure: ApiFailure;
  topic?: TopicId;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <Notice tone="red" live title={failure.message} actions={actions} className={className ?? ''}>
      {failure.hint && <p>{failure.hint}</p>}
      {failure.details.length > 0 && (
        <ul className="mt-1.5 space-y-0.5 border-t pt-1.5 text-xs">
          {failure.details.map((detail) => (
            <li key={detail} className="wrap-anywhere">
              {detail}
            </li>
          ))}
        </ul>
      )}
      <HelpLink topic={topic} />
    </Notice>
  );
}

/**
 * A failed request beside the control that sent it, where a notice has no room: what is wrong, what to do, and the
 * help.
 */
export function FailureLine({ failure }: { failure: ApiFailure }) {
  return (
    <span role="alert" className="text-red text-sm">
      {failure.message} {failure.hint} <HelpLink topic={topicOfFailure(failure.code)} />
    </span>
  );
}

/** The reason why work in the background ended early. It stands below the progress of that work. */
export function EarlyEndLine({ end }: { end: EarlyEnd | ApiFailure }) {
  const topic = end.code && (topicOfError(end.code) ?? topicOfKeyCheck(end.code));
  return (
    <p role="alert" className="mt-1 text-red">
      {end.message} {end.hint} {topic && <HelpLink topic={topic} />}
    </p>
  );
}
