/** How the users who are done alone came through, for the card of the run. Pure. */
import { actTerms } from '#lib/domain/outcome/act';
import type { RunState } from '#lib/domain/run/state';

/** One or two sentences about the first user. */
export function canaryLabel({ act, status, canary }: Pick<RunState, 'act' | 'status' | 'canary'>): string {
  const { goal } = actTerms[act];
  const ended = status === 'ended';
  switch (canary.state) {
    case 'pending':
      return ended
        ? 'No call succeeded, so nobody was read back first.'
        : 'Done alone, and read back before the rest.';
    case 'checking':
      return ended ? 'Done. The run ended before the rest.' : 'Done. It is read back before the rest.';
    case 'passed':
      return `Read back ${goal}. Then the rest followed.`;
    case 'refused':
      return `Did not end as ${goal}: nobody else was called.`;
    case 'unconfirmed':
      return `Not ${goal} when it was read back: nobody else was called.`;
    case 'ask':
    case 'asked':
      if (ended) return 'Read back as expected. The run ended before the rest.';
      return canary.state === 'ask'
        ? 'Read back as expected. You asked to decide before the rest.'
        : 'Read back as expected. The rest follows when you resume.';
    case 'waived':
      return `Not ${goal} when it was read back. The rest followed because you resumed.`;
  }
}
