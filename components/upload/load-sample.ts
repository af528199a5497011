/** The exports of the demo organisation. */
import { fetchWithToken, readAnswer } from '#components/shared/api.ts';
import type { Export } from '#components/shared/files/upload-file.ts';
import { apiErrorSchema } from '#lib/contract/api-error';

export interface Sample {
  path: string;
  fileName: string;
  what: string;
  /** The label of its button. */
  use: string;
}

export const samples: readonly Sample[] = [
  {
    path: '/api/demo/exports/users.csv',
    fileName: 'export-users.csv',
    what: 'sample users export',
    use: 'Use the sample users export',
  },
  {
    path: '/api/demo/exports/managed-accounts.csv',
    fileName: 'managed-accounts.csv',
    what: 'sample managed accounts export',
    use: 'Use the sample managed accounts export',
  },
];

/** Fetches a sample, which is uploaded like any export; rejects with an `ApiFailure`. */
export async function loadSample({ path, fileName }: Sample): Promise<Export> {
  const response = await fetchWithToken(path, {});
  if (!response.ok) readAnswer(false, await response.json().catch(() => null), apiErrorSchema);
  return { file: await response.blob(), name: fileName, writtenAt: Date.now() };
}
