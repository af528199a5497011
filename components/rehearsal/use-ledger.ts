import useSWR from 'swr';
import { type ApiFailure, get } from '#components/shared/api.ts';
import { type LedgerPage, ledgerSchema } from '#lib/contract/ledger';
import type { LedgerView } from '#lib/domain/rehearsal/ledger';

/** Time between two readings of calls and faults on the Rehearsal page, in ms. */
export const interval = 1_000;

/** The newest `most` calls of a view, read every second. */
export function useLedger(view: LedgerView, most: number): { page: LedgerPage | undefined } {
  const { data } = useSWR<LedgerPage, ApiFailure>(
    `/api/demo/ledger?view=${view}&most=${most}`,
    (key: string) => get(key, ledgerSchema),
    { refreshInterval: interval, keepPreviousData: true },
  );
  return { page: data };
}
