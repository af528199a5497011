/**
 * Sending a file about a run that was made elsewhere: results of Postman or Newman, a JSON report, an evidence pack.
 */
import { ApiFailure, request } from '#components/shared/api.ts';
import { maxUploadBytes } from '#components/shared/files/upload-file.ts';
import { type RunSummary, runAnswerSchema } from '#lib/contract/runs';

/** The run that was read from the file; rejects with an `ApiFailure`. */
export async function importResults(file: File): Promise<RunSummary> {
  if (file.size > maxUploadBytes) {
    const message = `“${file.name}” has more than 200 MB.`;
    const hint = 'Run the collection in parts, and import each. Nothing was sent.';
    throw new ApiFailure({ code: 'too-large', message, hint });
  }
  const path = `/api/runs/import?${new URLSearchParams({ name: file.name })}`;
  const headers = { 'content-type': 'application/json' };
  return (await request(path, { method: 'POST', headers, body: file }, runAnswerSchema)).run;
}

/**
 * Whether a file is a JSON report or an evidence pack of Lockstep, by its first bytes. The server reads all of it, and
 * refuses what only looks like one.
 */
export async function isReportFile(file: Blob): Promise<boolean> {
  const bytes = new Uint8Array(await file.slice(0, 2_000).arrayBuffer());
  const text = new TextDecoder('latin1').decode(bytes);
  // A ZIP file begins with the name of its first part, from the 31st byte on.
  if (text.startsWith('PK')) return text.startsWith('README.txt', 30);
  return /^\{\s*(?:"version":\s*\d+,\s*)?(?:"(?:mark|redacted)":[^\n]*,\s*)*"run":\s*\{\s*"id":/.test(text);
}
