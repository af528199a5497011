/** Sending a file of protections: first to see what it brings, then to bring it. */
import { ApiFailure, readAnswer, sessionToken, unreachable } from '#lib/browser/api';
import { type ProtectionImport, protectionImportSchema } from '#lib/contract/protection';

/** What the text brings; with `apply` it is brought. Rejects with an `ApiFailure`. */
export async function importProtections(text: string, apply: boolean): Promise<ProtectionImport> {
  const headers = { 'content-type': 'text/csv', 'x-lockstep-token': sessionToken() };
  const path = `/api/protections/import${apply ? '?apply=1' : ''}`;
  let response: Response;
  try {
    response = await fetch(path, { method: 'POST', headers, body: text, cache: 'no-store' });
  } catch {
    throw new ApiFailure(unreachable);
  }
  const body: unknown = await response.json().catch(() => null);
  return readAnswer(response.ok, body, protectionImportSchema);
}
