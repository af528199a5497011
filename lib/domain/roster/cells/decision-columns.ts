/**
 * Columns in which people note who is to be deactivated, such as `Deactivate?`, `Keep` or `Action`. They decide nothing, but
 * whoever may be meant to stay must not be selected without a look. Pure.
 */
import { headerWords } from '#lib/domain/roster/header/header-words';
import { foldedText } from '#lib/domain/text/folded-text';

/**
 * A column with decisions. `asks`: what its header asks; `what`: any decision can be in it. `isMarked`: one of the first rows
 * says that a user is to be deactivated, so an empty cell may mean the contrary.
 */
export interface DecisionColumn {
  at: number;
  asks: 'who-goes' | 'who-stays' | 'what';
  isMarked: boolean;
}

const before =
  '(?:(?:is|to|be|should|shall|must|can|may|please|user|account|our|your|manager|hr|a|zu|para) )*';
const after = '(?: (?:user|account|access|active|enabled|it|them|yes|no|y|n|or))*';
const headers: readonly (readonly [DecisionColumn['asks'], RegExp])[] = [
  [
    'who-goes',
    new RegExp(
      `^${before}(?:deactivate|deactivation|disable|remove|removal|delete|deletion|suspend|offboard|offboarding|terminate|revoke|deprovision|leaver|deaktivieren|desactiver|desactivar|desativar|disattivare|deactiveren)${after}$`,
      'u',
    ),
  ],
  [
    'who-stays',
    new RegExp(
      `^${before}(?:keep|retain|stay|stays|exclude|excluded|exclusion|exempt|exemption|exception|whitelist|allowlist|skip|protect|behalten|ausnahme|garder|conserver|mantener|conservar|manter|mantenere|behouden)${after}$`,
      'u',
    ),
  ],
  [
    'what',
    new RegExp(`^${before}(?:action|decision|disposition|todo|to do|what to do|aktion|entscheidung)s?$`, 'u'),
  ],
];

const nothing =
  /^(?:\?+|no|n|false|f|0|none|null|nan|n\/a|na|-+|nein|non|nao|nie|нет|いいえ|否|아니요|✗|✘|❌)$/u;

/** Says that somebody stays, without accents. Words that can also mean the contrary count. */
const staying =
  /\b(?:keep|keeps|kept|retain|stay|stays|staying|exclude|excluded|exempt|exempted|exception|skip|ignore|leave (?:as|alone|active|it)|not|don.?t|no action|behalten|bleibt|nicht|ausnahme|garder|conserver|ne pas|mantener|conservar|manter|mantenere|behouden|niet)\b|残す|保持|対象外|しない|保留|유지/u;
const going =
  /\b(?:deactivate|disable|remove|delete|suspend|offboard|terminate|revoke|deaktivieren|desactiver|supprimer|desactivar|desativar|disattivare|deactiveren)\b|無効|停用|비활성/u;
/** A whole cell that can hardly mean anything else, under whatever header. */
const certain =
  /^(?:keep|keep active|retain|exclude|exempt|(?:do not|don.?t) (?:deactivate|disable|remove|delete|suspend|touch)|behalten|nicht deaktivieren|garder|ne pas desactiver|no desactivar|mantener|nao desativar|non disattivare|niet deactiveren)[.!]?$/u;

const isStaying = (folded: string): boolean => nothing.test(folded) || staying.test(folded);

/** A header without accents; its capital letters show where words begin. */
const foldedCase = (header: string): string => header.normalize('NFKD').replaceAll(/\p{Mn}/gu, '');

/** The columns with decisions, by these headers and the first rows. */
export function decisionColumnsOf(
  names: readonly string[],
  sample: readonly { cells: readonly string[] }[],
): DecisionColumn[] {
  return names.flatMap((name, at) => {
    const texts = () => sample.map(({ cells }) => foldedText(cells[at] ?? '')).filter((text) => text !== '');
    const { split, plain } = headerWords(foldedCase(name));
    const asks =
      headers.find(([, header]) => header.test(split) || header.test(plain))?.[0] ??
      (texts().some((text) => certain.test(text)) ? 'what' : null);
    if (asks === null) return [];
    const goes = (text: string) => !isStaying(text) && (asks === 'who-goes' || going.test(text));
    return [{ at, asks, isMarked: asks !== 'who-stays' && texts().some(goes) }];
  });
}

/** The first cell by which the user may be meant to stay, with its column; null if there is none. */
export function saysToStay(
  cells: readonly string[],
  columns: readonly DecisionColumn[],
): { at: number; text: string } | null {
  for (const { at, asks, isMarked } of columns) {
    const text = (cells[at] ?? '').trim();
    const folded = foldedText(text);
    const stays =
      asks === 'who-stays'
        ? folded !== '' && !nothing.test(folded)
        : folded === ''
          ? isMarked
          : isStaying(folded);
    if (stays) return { at, text };
  }
  return null;
}
