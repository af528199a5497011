/** Reads columns that say yes or no to whether a user is an administrator. Pure. */
import { headerWords } from '#lib/domain/roster/header/header-words';
import { foldedText } from '#lib/domain/text/folded-text';

/** A column such as `Org admin` or `Is admin`. `isOfOrganisation`: the header names the organisation. */
export interface AdminColumn {
  at: number;
  isOfOrganisation: boolean;
}

const asking =
  /^(?:(?:is|has|user) )*(?:an? )?(?:org ?)?adm(?:in(?:istrator)?)?s?(?: (?:org|role|user|status))*$/;

/** The columns with such a header. */
export function adminColumnsOf(headers: readonly string[]): AdminColumn[] {
  return headers.flatMap((header, at) => {
    const { split, plain } = headerWords(header);
    const words = [split, plain].find((text) => asking.test(text));
    return words === undefined ? [] : [{ at, isOfOrganisation: words.includes('org') }];
  });
}

const yes = /^(?:yes|y|true|t|1|x|on|ja|j|oui|o|si|s|sim|tak|да|はい|是|有|예|✓|✔|☑|✅)$/u;
const no =
  /^(?:|no|n|false|f|0|off|never|none|null|n\/a|na|-+|nein|non|nao|nie|нет|いいえ|否|無|아니요|✗|✘|❌)$/u;

/**
 * The meaning of the cells of these columns. `unknown`: a cell says neither yes nor no, or it says yes and the header
 * does not name what the user administers. `text` is that cell, and `at` its column.
 */
export function readAdminColumns(
  cells: readonly string[],
  columns: readonly AdminColumn[],
): { is: 'no' | 'organisation-admin' } | { is: 'unknown'; at: number; text: string } {
  let said: ReturnType<typeof readAdminColumns> = { is: 'no' };
  for (const { at, isOfOrganisation } of columns) {
    const text = (cells[at] ?? '').trim();
    const folded = foldedText(text);
    if (no.test(folded)) continue;
    if (isOfOrganisation && yes.test(folded)) return { is: 'organisation-admin' };
    said = { is: 'unknown', at, text };
  }
  return said;
}
