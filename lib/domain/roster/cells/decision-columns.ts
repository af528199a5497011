/**
 * Reads columns in which people note who is to be deactivated, such as `Deactivate?`, `Keep` or `Action`. These columns
 * select nobody, but a user who may be meant to stay must not be selected without a look. Pure.
 */
import { certain, going, isStaying, nothing, works } from '#lib/domain/roster/cells/staying-words';
import { headerWords, withoutAccents } from '#lib/domain/roster/header/header-words';
import { foldedText } from '#lib/domain/text/folded-text';

/**
 * A column with decisions. `asks` is its kind of question; `what`: it can contain any decision; `who-works`: it says
 * who is still employed. `isMarked`: one of the first rows marks a user to be deactivated, so an empty cell may mean
 * the contrary.
 */
export interface DecisionColumn {
  at: number;
  asks: 'who-goes' | 'who-stays' | 'who-works' | 'what';
  isMarked: boolean;
}

const before =
  '(?:(?:is|to|be|should|shall|must|can|may|please|ok|okay|safe|ready|user|account|our|your|manager|hr|a|zu|para) )*';
const after = '(?: (?:user|account|access|active|enabled|it|them|yes|no|y|n|or))*';
const acts =
  'deactivate|deactivation|disable|remove|removal|delete|deletion|suspend|offboard|offboarding|terminate|revoke|deprovision|leaver|deaktivieren|desactiver|desactivar|desativar|disattivare|deactiveren';
const negation = 'do not|don t|dont|not to|never|nicht|nicht zu|ne pas|no|nao|non|niet';
const headers: readonly (readonly [DecisionColumn['asks'], RegExp])[] = [
  ['who-goes', new RegExp(`^${before}(?:${acts})${after}$`, 'u')],
  [
    'who-goes',
    new RegExp(
      `^${before}(?:approved|approval|authori[sz]ed|authori[sz]ation|signed off|sign off|freigegeben|freigabe|genehmigt|approuve|aprobado|aprovado|approvato|goedgekeurd)(?: by)?(?: (?:manager|hr))?${after}$`,
      'u',
    ),
  ],
  ['who-stays', new RegExp(`^${before}(?:${negation}) (?:be )?(?:${acts}|touch)${after}$`, 'u')],
  [
    'who-stays',
    new RegExp(
      `^${before}(?:keep|retain|stay|stays|exclude|excluded|exclusion|exempt|exemption|exception|whitelist|allowlist|skip|protect|behalten|ausnahme|garder|conserver|mantener|conservar|manter|mantenere|behouden)${after}$`,
      'u',
    ),
  ],
  [
    'who-stays',
    /^(?:vip|(?:legal|litigation) hold|on hold|(?:still )?(?:needed|required|in use)|needs access|access (?:needed|required)|still (?:employed|here|working|active))$/u,
  ],
  ['who-works', /^(?:employment|employee|staff|worker|hr) status$/u],
  [
    'what',
    new RegExp(`^${before}(?:action|decision|disposition|todo|to do|what to do|aktion|entscheidung)s?$`, 'u'),
  ],
];

/** The columns with decisions, by these headers and the first rows. */
export function decisionColumnsOf(
  names: readonly string[],
  sample: readonly { cells: readonly string[] }[],
): DecisionColumn[] {
  return names.flatMap((name, at) => {
    const texts = () => sample.map(({ cells }) => foldedText(cells[at] ?? '')).filter((text) => text !== '');
    const { split, plain } = headerWords(withoutAccents(name));
    const asks =
      headers.find(([, header]) => header.test(split) || header.test(plain))?.[0] ??
      (texts().some((text) => certain.test(text)) ? 'what' : null);
    if (asks === null) return [];
    const goes = (text: string) => !isStaying(text) && (asks === 'who-goes' || going.test(text));
    const canBeMarked = asks === 'who-goes' || asks === 'what';
    return [{ at, asks, isMarked: canBeMarked && texts().some(goes) }];
  });
}

/** The first cell by which the user may be meant to stay, with its column; null if there is none. */
export function findStayingDecision(
  cells: readonly string[],
  columns: readonly DecisionColumn[],
): { at: number; text: string } | null {
  for (const { at, asks, isMarked } of columns) {
    const text = (cells[at] ?? '').trim();
    const folded = foldedText(text);
    if (staysBy(asks, folded, isMarked)) return { at, text };
  }
  return null;
}

function staysBy(asks: DecisionColumn['asks'], folded: string, isMarked: boolean): boolean {
  if (folded === '') return isMarked;
  switch (asks) {
    case 'who-stays':
      return !nothing.test(folded);
    case 'who-works':
      return works.test(folded);
    case 'who-goes':
    case 'what':
      return isStaying(folded);
  }
}
