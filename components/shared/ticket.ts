/** Tickets for requests that cannot carry the token. A ticket is good for one GET of one address. */
import { send } from '#components/shared/api.ts';
import { ticketSchema } from '#lib/contract/session';

/** The address with its ticket. `path` may have a query. Rejects with an `ApiFailure`. */
async function ticketed(path: string): Promise<string> {
  const { ticket } = await send('POST', '/api/session/tickets', { path }, ticketSchema);
  return `${path}${path.includes('?') ? '&' : '?'}ticket=${ticket}`;
}

/** Makes the browser download the file at a path of the API. Rejects with an `ApiFailure`. */
export async function download(path: string): Promise<void> {
  const link = document.createElement('a');
  link.href = await ticketed(path);
  link.download = '';
  link.click();
}
