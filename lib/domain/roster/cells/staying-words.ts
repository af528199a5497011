/** The words with which people note in a file who stays and who goes. All are compared with folded text. Pure. */
import { looksLikeAccountId } from '#lib/domain/account/account-id';
import { isEmail } from '#lib/domain/account/email-domain';
import { foldedText } from '#lib/domain/text/folded-text';

/** A cell that says no. */
export const nothing =
  /^(?:\?+|no|n|false|f|0|none|null|nan|n\/a|na|-+|nein|non|nao|nie|нет|いいえ|否|아니요|✗|✘|❌)$/u;

/** Matches a note that a user stays, or that it is not decided. Words that can also mean the contrary match too. */
const staying =
  /\b(?:keep|keeps|kept|retain|stay|stays|staying|exclude|excluded|exempt|exempted|exception|skip|ignore|leave (?:as|alone|active|it)|not|don.?t|no action|pending|rejected|declined|denied|refused|postponed|on hold|behalten|bleibt|nicht|ausnahme|abgelehnt|garder|conserver|ne pas|mantener|conservar|manter|mantenere|behouden|niet)\b|残す|保持|対象外|しない|保留|유지/u;
/** Matches a note that a user goes. */
export const going =
  /\b(?:deactivate|disable|remove|delete|suspend|offboard|terminate|revoke|deaktivieren|desactiver|supprimer|desactivar|desativar|disattivare|deactiveren)\b|無効|停用|비활성/u;
/** Matches a whole cell that means "stays" under any header. */
export const certain =
  /^(?:keep|keep active|retain|exclude|exempt|(?:do not|don.?t) (?:deactivate|disable|remove|delete|suspend|touch)|behalten|nicht deaktivieren|garder|ne pas desactiver|no desactivar|mantener|nao desativar|non disattivare|niet deactiveren)[.!]?$/u;
/** The status of somebody who is employed. */
export const works =
  /^(?:active|employed|current|working|probation|(?:on )?(?:\p{L}+ )?leave|leave of absence|aktiv|angestellt|actif|activo|ativo|attivo|actief)$/u;

/** Whether a decision may mean that the user stays. */
export const isStaying = (folded: string): boolean => nothing.test(folded) || staying.test(folded);

/** Between the words of a phrase: `DO_NOT_DISABLE` is one too. */
const gap = '[\\s_-]*';
const phrase = (negation: string, acts: string): string =>
  `(?:${negation.replaceAll(' ', gap)})${gap}(?:${acts})`;
const phrases = [
  phrase(
    'do not|don.?t|never|must not|should not|shall not|not to',
    'be|deactivat|disabl|remov|delet|suspend|offboard|terminat|touch',
  ),
  phrase('nicht', 'deaktivieren|loschen|entfernen'),
  phrase('ne pas', 'desactiver|supprimer'),
  phrase('no', 'desactivar|eliminar'),
  phrase('nao', 'desativar|excluir'),
  phrase('non', 'disattivare|eliminare'),
  phrase('niet', 'deactiveren|verwijderen'),
];
const outright = new RegExp(`(?<!\\p{L})(?:${phrases.join('|')})`, 'u');
const keepWords = 'keep|retain|behalten|garder|conserver|mantener|conservar|manter|mantenere|behouden';
/** A word that stands apart: `Ann Example (keep)`. */
const apart = new RegExp(`(?:^|[([{;:,|/*]|- )\\s*(?:${keepWords})\\s*(?:$|[)\\]};:,!|/*]| -)`, 'u');

/** A text without these letters matches none of the words. Most texts need no folding thanks to this test. */
const mayMatter =
  /[^\x20-\x7e]|keep|retain|deactiv|disab|remov|delet|suspend|offboard|termin|touch|not.{0,3}be|deaktiv|loschen|entfern|desactiv|supprim|eliminar|desativ|exclu|disattiv|behalten|garder|conserv|mante|behouden|verwijder/i;

/** Whether a text, such as a name or a remark, says outright that somebody must not be deactivated. */
export function forbidsDeactivation(text: string): boolean {
  if (!mayMatter.test(text)) return false;
  const folded = foldedText(text);
  return outright.test(folded) || apart.test(folded);
}

const heading = new RegExp(
  `^[^\\p{L}]*(?:(?:the|these|those|following|all|users?|people|persons?|accounts?|list|who|to|be|must|should|of) )*(?:${keepWords}|kept|retained|stays?|staying|excluded?|exclusions?|exempt(?:ed|ions?)?|exceptions?|skip|vips?|bleib(?:t|en)|ausnahmen?|uitzondering(?:en)?)(?!\\p{L}| (?:confidential|private|secret|safe|this file))`,
  'u',
);

/** Whether a heading says that those below it stay. */
export function headsThoseWhoStay(text: string): boolean {
  return forbidsDeactivation(text) || heading.test(foldedText(text));
}

/** The text of a row that has one cell with text, which names no user: a heading. Null if the row is none. */
export function headingIn(cells: readonly string[]): string | null {
  const texts = cells.map((cell) => cell.trim()).filter(Boolean);
  const [text = ''] = texts;
  const namesUser = text.split(/\s+/).some((word) => isEmail(word) || looksLikeAccountId(word));
  return texts.length === 1 && /\p{L}/u.test(text) && !namesUser ? text : null;
}
