/** The labels of a new run with users of an ended one: what it does. */
import type { PlanSource } from '#lib/domain/plan/source';

export interface NextRunLabels {
  /** `Deactivate`, as it begins the title and stands on the button. */
  verb: 'Deactivate' | 'Re-activate';
  past: 'deactivated' | 're-activated';
  /** Who they are, and what happens to them. */
  description: string;
}

const loses = 'They lose access to every Atlassian product at once; their accounts and content are kept.';

/** For these users of a run; of an imported run the rest are all who are not known to be inactive. */
export function nextRunLabels(users: PlanSource, imported: boolean): NextRunLabels {
  if (users === 'deactivated') {
    return {
      verb: 'Re-activate',
      past: 're-activated',
      description:
        'Exactly the users whom this run deactivated and who were active right before, in the same order. They can sign in again, with the access they had. Nobody who was inactive before is touched.',
    };
  }
  const who = {
    rest: imported
      ? 'The users of the imported run who are not known to be inactive'
      : 'The users whom the run did not get to',
    failed: 'The users whom the run gave up or left in doubt; each account is read first',
  }[users];
  return { verb: 'Deactivate', past: 'deactivated', description: `${who}, in the same order. ${loses}` };
}
