import type { Act } from '#lib/domain/outcome/act';
import type { PlanSource } from '#lib/domain/plan/source';

interface NextRunLabels {
  act: 'deactivate' | 're-activate';
  /** `act` as the first word of the title and of the button. */
  verb: 'Deactivate' | 'Re-activate';
  /** The users of the run, and what happens to them. */
  description: string;
}

const loses = 'They lose access to every Atlassian app at once. Their accounts and content are kept.';

/** The texts of the dialog for a new run with these users of an ended one; `act` is that of the ended run. */
export function nextRunLabels(users: PlanSource, imported: boolean, act: Act): NextRunLabels {
  if (users === 'attention' && act === 'restore') {
    return {
      act: 're-activate',
      verb: 'Re-activate',
      description:
        'The new run tries again to re-activate the chosen users of this restore. It reads each account first.',
    };
  }
  if (users === 'deactivated') {
    return {
      act: 're-activate',
      verb: 'Re-activate',
      description:
        'The new run has exactly the users that this run deactivated and that were active right before it, in the same order. They can sign in again. A licence that somebody else uses by now, or a membership that was removed, does not come back. Users who were inactive before are not touched.',
    };
  }
  const who = {
    rest: imported
      ? 'The new run has the users of the imported run that are not known to be inactive'
      : 'The new run has the users that this run did not reach',
    failed:
      'The new run has the users that failed, are in doubt or are still active. It reads each account first',
    attention: 'The new run has the chosen users. It reads each account first',
  }[users];
  return { act: 'deactivate', verb: 'Deactivate', description: `${who}. The order is the same. ${loses}` };
}
