/** Sending a result file of Postman or Newman. */
import { ApiFailure, request } from '#components/shared/api.ts';
import { maxUploadBytes } from '#components/shared/files/upload-file.ts';
import { type RunSummary, runAnswerSchema } from '#lib/contract/run';

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
