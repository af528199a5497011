/** What is known of the organisation, reading it, and making a roster of it. */
import useSWR, { useSWRConfig } from 'swr';
import { type ApiFailure, get, send } from '#components/shared/api.ts';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { rostersPath } from '#components/shared/use-rosters.ts';
import { type Organisation, organisationSchema } from '#lib/contract/organisation';
import { type RosterDetail, rosterDetailSchema } from '#lib/contract/roster';

const path = '/api/organisation';

/** How often the page looks how far reading is, in ms. */
const lookEvery = 700;

interface OrganisationUse {
  /** Undefined until the first answer. */
  organisation: Organisation | undefined;
  failure: ApiFailure | null;
  busy: boolean;
  read: () => void;
  stop: () => void;
  /** Makes a roster of everybody known, and passes it to `made`. */
  make: () => void;
}

export function useOrganisation(made: (roster: RosterDetail) => void): OrganisationUse {
  const { mutate: mutateAll } = useSWRConfig();
  const { data, error, mutate } = useSWR<Organisation, ApiFailure>(
    path,
    (key: string) => get(key, organisationSchema),
    { refreshInterval: (latest) => (latest?.running ? lookEvery : 0) },
  );
  const attempt = useAttempt();
  const say = (method: 'POST' | 'DELETE') =>
    void attempt.run(async () => {
      await mutate(await send(method, path, {}, organisationSchema), { revalidate: false });
    });
  return {
    organisation: data,
    failure: attempt.failure ?? error ?? null,
    busy: attempt.busy,
    read: () => say('POST'),
    stop: () => say('DELETE'),
    make: () =>
      void attempt.run(async () => {
        const roster = await send('POST', `${path}/roster`, {}, rosterDetailSchema);
        void mutateAll(rostersPath);
        made(roster);
      }),
  };
}
