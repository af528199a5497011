/** Knowledge of the organisation, and reading it. */
import useSWR from 'swr';
import { type ApiFailure, get, send } from '#components/shared/api.ts';
import { type Attempt, useAttempt } from '#components/shared/use-attempt.ts';
import { type Organisation, organisationSchema } from '#lib/contract/organisation';

/** The path of the organisation. */
export const organisationPath = '/api/organisation';

/** Time between two looks at the progress of reading, in ms. */
const lookEvery = 700;
/** Time between two checks whether reading has begun automatically, in ms. */
const noticeEvery = 5_000;

interface OrganisationUse {
  /** Undefined until the first answer. */
  organisation: Organisation | undefined;
  failure: ApiFailure | null;
  attempt: Attempt;
  read: () => void;
  stop: () => void;
}

export function useOrganisation(): OrganisationUse {
  const { data, error, mutate } = useSWR<Organisation, ApiFailure>(
    organisationPath,
    (key: string) => get(key, organisationSchema),
    { refreshInterval: (latest) => (latest?.running ? lookEvery : noticeEvery) },
  );
  const attempt = useAttempt();
  const say = (method: 'POST' | 'DELETE') =>
    void attempt.run(async () => {
      await mutate(await send(method, organisationPath, {}, organisationSchema), { revalidate: false });
    });
  return {
    organisation: data,
    failure: attempt.failure ?? error ?? null,
    attempt,
    read: () => say('POST'),
    stop: () => say('DELETE'),
  };
}
