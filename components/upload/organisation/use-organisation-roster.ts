/** Makes a roster of everybody known in the organisation. */
import { useSWRConfig } from 'swr';
import { send } from '#components/shared/api.ts';
import { organisationPath } from '#components/shared/organisation/use-organisation.ts';
import type { Attempt } from '#components/shared/use-attempt.ts';
import { rostersPath } from '#components/shared/use-rosters.ts';
import { type RosterDetail, rosterDetailSchema } from '#lib/contract/roster';

/** Returns the function that makes it, and passes it to `made`. */
export function useOrganisationRoster(attempt: Attempt, made: (roster: RosterDetail) => void): () => void {
  const { mutate } = useSWRConfig();
  return () =>
    void attempt.run(async () => {
      const roster = await send('POST', `${organisationPath}/roster`, {}, rosterDetailSchema);
      void mutate(rostersPath);
      made(roster);
    });
}
