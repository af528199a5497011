import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { KeyCheck } from '#lib/domain/connection/connection';
import { topicOfKeyCheck } from '#lib/domain/help/topic-of';

/** Atlassian's answer about the key, unless it accepted it. */
export function CheckNotice({ check }: { check: KeyCheck }) {
  if (check.state === 'accepted') return null;
  const topic = topicOfKeyCheck('code' in check ? check.code : undefined);
  if (check.state !== 'refused') {
    return (
      <Notice tone="amber" live title={check.message}>
        {check.hint && <p>{check.hint}</p>}
        {topic && <HelpLink topic={topic} />}
      </Notice>
    );
  }
  return (
    <Notice tone="red" live title={check.message}>
      <p>{check.hint}</p>
      {check.detail && (
        <p className="mt-1.5 border-t pt-1.5 text-xs wrap-anywhere">Atlassian said: {check.detail}</p>
      )}
      {topic && <HelpLink topic={topic} />}
    </Notice>
  );
}
