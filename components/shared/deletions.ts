/** Deletions that cannot be undone. */
import { send } from '#components/shared/api.ts';
import { doneSchema } from '#lib/contract/done';

/** Deletes a run that has ended. Rejects with an `ApiFailure`. */
export async function deleteRun(id: string): Promise<void> {
  await send('DELETE', `/api/runs/${encodeURIComponent(id)}`, undefined, doneSchema);
}

/** Deletes the directory of an organisation. Rejects with an `ApiFailure`. */
export async function deleteDirectory(id: string): Promise<void> {
  await send('DELETE', `/api/directories/${encodeURIComponent(id)}`, undefined, doneSchema);
}

/**
 * Deletes everything that Lockstep keeps, and opens the first page. This browser stays signed in. Rejects with an
 * `ApiFailure`.
 */
export async function deleteEverything(): Promise<void> {
  await send('POST', '/api/retention/purge', { everything: true }, doneSchema);
  window.location.assign('/');
}
