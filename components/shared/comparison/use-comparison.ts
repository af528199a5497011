/** The comparison of a run with a file or with the directory. */
import useSWR from 'swr';
import { type ApiFailure, get } from '#components/shared/api.ts';
import { type ComparisonAnswer, comparisonSchema } from '#lib/contract/comparison';

/**
 * The path of a comparison; `rosterId` is null for the directory, and `file` is `.csv` for the download. `isRedacted`:
 * the download names nobody.
 */
export function comparisonPath(
  runId: string,
  rosterId: string | null,
  file: '' | '.csv' = '',
  isRedacted = false,
): string {
  const query = new URLSearchParams({
    ...(rosterId !== null && { roster: rosterId }),
    ...(isRedacted && { redacted: '1' }),
  });
  return `/api/runs/${encodeURIComponent(runId)}/comparison${file}${query.size === 0 ? '' : `?${query}`}`;
}

interface ComparisonUse {
  /** Undefined until the first answer. */
  comparison: ComparisonAnswer | undefined;
  failure: ApiFailure | undefined;
  again: () => void;
}

/** Reads the comparison. `rosterId` is null for the directory. */
export function useComparison(runId: string, rosterId: string | null): ComparisonUse {
  const { data, error, mutate } = useSWR<ComparisonAnswer, ApiFailure>(
    comparisonPath(runId, rosterId),
    (path: string) => get(path, comparisonSchema),
    { shouldRetryOnError: false },
  );
  // A failure outranks an older answer.
  return {
    comparison: error ? undefined : data,
    failure: error,
    again: () => void mutate(),
  };
}
