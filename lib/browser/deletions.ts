/** What cannot be brought back. */
import { z } from 'zod';
import { send } from '#lib/browser/api';

const nothing = z.object({});

/** Deletes a run that has ended. Rejects with an `ApiFailure`. */
export async function deleteRun(id: string): Promise<void> {
  await send('DELETE', `/api/runs/${encodeURIComponent(id)}`, undefined, nothing);
}

/** Deletes everything that Lockstep keeps, here and in this browser, and begins anew. Rejects with an `ApiFailure`. */
export async function deleteEverything(): Promise<void> {
  await send('POST', '/api/keeping/purge', { everything: true }, nothing);
  sessionStorage.clear();
  localStorage.clear();
  window.location.assign('/');
}
