/** The body of a request that ticks very many users. */
import { otherWork } from '#components/shared/screen/other-work.ts';

/** Number of IDs that are written at once, which takes a few milliseconds. */
const idsAtOnce = 5_000;

/**
 * The JSON of a request that ticks or unticks these accounts, written in pieces. As one text of megabytes it would be a
 * long task of the page to write, and another one to hand over to the browser.
 */
export async function ticksBody(accountIds: readonly string[], ticked: boolean): Promise<Blob> {
  const parts: Blob[] = [];
  for (let from = 0; from < accountIds.length; from += idsAtOnce) {
    const list = JSON.stringify(accountIds.slice(from, from + idsAtOnce)).slice(1, -1);
    parts.push(new Blob([from === 0 ? '' : ',', list]));
    if (from + idsAtOnce < accountIds.length) await otherWork();
  }
  return new Blob(['{"accountIds":[', ...parts, `],"ticked":${ticked}}`]);
}
