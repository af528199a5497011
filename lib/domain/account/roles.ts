/** Organisation roles in exports, in any wording and in the languages of Atlassian's pages. Pure. */
import { isCutAdminRole } from '#lib/domain/account/cut-roles';
import { composedText, foldedText } from '#lib/domain/text/folded-text';

/** The meaning of a role cell. `unknown`: something else than the roles that Atlassian is known to write. */
type RoleReading = 'none' | 'organisation-admin' | 'known' | 'unknown';

const letter = '\\p{L}';
/** Between two words of a role: a blank, a dash, an underscore, a full stop. */
const gap = `[^${letter}\\p{N}\\n]{0,4}`;
/** The beginnings of the word for an organisation, without accents. */
const organisation = `(?:org(?:ani[sz]${letter}*?)?|kurulus${letter}*?|szervezet${letter}*?)`;
/** The beginnings of the word for an administrator, without accents. */
const administrator =
  '(?:adm\\b|admin|amministr|beheer|sprav[cu]|rendszergazd|yllapit|jarjestelmanval|paakaytt|yonetici)';
const small = '(?:d|de|del|della|dello|dell|da|do|di|la|el|l|al|of|for|the|van|voor|fur|der|og|af|av)';

/** The words in a folded text, in either order: “organisation admin”, “administrateur de l’organisation”. */
const latinWords = new RegExp(
  `(?<!${letter})(?:${organisation}${gap}${administrator}` +
    `|(?:admin|amministr|sprav[cu])${letter}*${gap}(?:${small}${gap}){0,3}(?:organi[sz]|org(?!${letter})|kurulus)` +
    '|quan tri(?: vien)?(?: cua)? to chuc)',
  'u',
);
/** A text that was cut within the words. */
const cutWords = new RegExp(
  `(?<!${letter})(?:org${gap}(?:ad|adm|admi)|organi[sz]ation[^${letter}\\n]{1,4}(?:a|ad|adm|admi))\\.?$`,
  'u',
);
/** The same in other scripts: Japanese, Chinese, Korean, Russian, Ukrainian, Thai. */
const otherScripts =
  /[組组]織?织?の?管理|조직\s*관리자|адм[иі]н\p{L}*\s+орган[иі]зац|ผู้ดูแล(?:ระบบ)?(?:ของ)?องค์กร/u;

/** A text without these, or a character beyond ASCII, mentions no organisation admin. */
const mayMatter = /[^\t\n\r\x20-\x7e]|org|kurulus|szervezet|to chuc|admin|beheerder|rendszergazda/i;

/**
 * Whether a text mentions an organisation admin, in any wording [SPEC, CODE, INFER]. It errs on the side of protection.
 * Case, accents, the kind of dashes and characters that cannot be seen do not matter.
 */
export function saysOrganisationAdmin(text: string): boolean {
  if (!mayMatter.test(text)) return false;
  const folded = foldedText(text);
  return (
    latinWords.test(folded) ||
    cutWords.test(folded) ||
    otherScripts.test(composedText(text)) ||
    isCutAdminRole(text)
  );
}

/** Roles that are not those of an organisation admin, without accents [SPEC, DOC, INFER]. */
const harmless = new Set(
  [
    'none no -- - n/a na nan null keine aucun ninguno',
    'user users member members basic guest guests customer customers contributor stakeholder viewer',
    'benutzer mitglied gast utilisateur membre invite usuario miembro invitado utente ospite gebruiker gast',
    'kullanici uzytkownik uzivatel anvandare bruker bruger kayttaja felhasznalo utilizator',
    'ユーザー ユーザ 用户 使用者 사용자 пользователь гость користувач ผู้ใช้',
  ].flatMap((words) => words.split(' ').map(foldedText)),
);
const harmlessPhrases = new Set([
  'basic user',
  'product user',
  'app user',
  'site admin',
  'site administrator',
  'user access admin',
  'user access administrator',
  'ai access',
  'trusted user',
]);

/** Reads a role cell. A list of roles counts as the gravest of them. */
export function readRole(cell: string): RoleReading {
  const text = cell.trim();
  if (text === '') return 'none';
  if (isOrganisationAdminRole(text)) return 'organisation-admin';
  const parts = text.split(/[,;|]/).map((part) =>
    foldedText(part)
      .replace(/^atlassian\//, '')
      .replace(/[\s_-]+/g, ' ')
      .trim(),
  );
  const isKnown = (part: string): boolean => part === '' || harmless.has(part) || harmlessPhrases.has(part);
  return parts.every(isKnown) ? 'known' : 'unknown';
}

/** Whether a role cell is that of an organisation admin. `text`: the cell without surrounding white space. */
export function isOrganisationAdminRole(text: string): boolean {
  return saysOrganisationAdmin(text) || isCutRole(text);
}

/** Whether the whole cell is the beginning of “organisation admin”: a role column has no other role like it. */
function isCutRole(text: string): boolean {
  // For nearly every cell the first character decides, without a folded copy.
  const first = text.charCodeAt(0);
  if (first <= 0x7e && first !== 0x6f && first !== 0x4f) return false;
  const folded = foldedText(text).replace(/s/g, 'z');
  return folded.length >= 3 && 'organization adminiztrator'.startsWith(folded);
}
