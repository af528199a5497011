/** Sends a file of protections: first for a preview of its additions, then to make them. */
import { request } from '#components/shared/api.ts';
import { type ProtectionImport, protectionImportSchema } from '#lib/domain/protection/protection-import';

/** Finds what the file would add; with `apply` it is added. Rejects with an `ApiFailure`. */
export function importProtections(file: ArrayBuffer, apply: boolean): Promise<ProtectionImport> {
  const headers = { 'content-type': 'text/csv' };
  const path = `/api/protections/import${apply ? '?apply=1' : ''}`;
  return request(path, { method: 'POST', headers, body: file }, protectionImportSchema);
}
