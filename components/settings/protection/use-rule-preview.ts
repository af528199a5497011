/** The users of a roster that a rule would protect, while the admin types it. */
import { useEffect, useState } from 'react';
import useSWR from 'swr';
import { type ApiFailure, send } from '#components/shared/api.ts';
import { type RulePreview, rulePreviewSchema } from '#lib/contract/protection';
import type { RuleKind } from '#lib/domain/protection/protection-rule';

/** Time for which nothing must be typed before the server is asked, in ms. */
const restMs = 250;

/** The preview of a rule. Nothing is asked if `rosterId` is null. */
export function useRulePreview(
  rosterId: string | null,
  kind: RuleKind,
  pattern: string,
): { preview: RulePreview | undefined; failure: ApiFailure | undefined } {
  const wanted = rosterId === null ? null : JSON.stringify({ rosterId, kind, pattern });
  const [requested, setRequested] = useState<string | null>(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setRequested(wanted), restMs);
    return () => clearTimeout(timer);
  }, [wanted]);
  const { data, error } = useSWR<RulePreview, ApiFailure>(requested && ['rule-preview', requested], () =>
    send('POST', '/api/protection-rules/preview', JSON.parse(requested ?? '{}'), rulePreviewSchema),
  );
  return requested === wanted && wanted !== null
    ? { preview: data, failure: error }
    : { preview: undefined, failure: undefined };
}
