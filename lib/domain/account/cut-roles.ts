/**
 * Recognises the role of an organisation admin if its beginning or its end was cut off: `Organization ad`, `zation
 * admin`. Pure.
 */
import { foldedText } from '#lib/domain/text/folded-text';

/**
 * The role in the languages of Atlassian's pages [INFER]. A vertical bar divides a word from the next one where no
 * space does.
 */
const phrases = [
  'organization admin',
  'organization administrator',
  'organisation admin',
  'organisation administrator',
  'atlassian/org-admin',
  'organisations|administrator',
  'organisations|admin',
  'administrator der organisation',
  'administrateur de l’organisation',
  'administrateur d’organisation',
  'administrador de la organización',
  'administrador de organización',
  'administrador da organização',
  'administrador de organização',
  'amministratore dell’organizzazione',
  'amministratore organizzazione',
  'organisatie|beheerder',
  'organisations|administratör',
  'organisasjons|administrator',
  'organisaation ylläpitäjä',
  'organisaation järjestelmänvalvoja',
  'administrator organizacji',
  'správce organizace',
  'szervezeti rendszergazda',
  'administrator al organizației',
  'kuruluş yöneticisi',
  'quản trị viên tổ chức',
  'администратор организации',
  'адміністратор організації',
  '組織|管理者',
  '组织|管理员',
  '組織|管理員',
  '조직 관리자',
  'ผู้ดูแลระบบ|องค์กร',
];

/** Characters between words: a blank, a bar, a dash. */
const divider = /[\s|-]/;

/** Minimum number of letters left of a cut word in an alphabetic script. Fewer letters could be part of any word. */
const fewestLetters = 3;
/** Whether the text is in an alphabetic script. In other scripts, a single character carries as much meaning. */
const isAlphabetic = (text: string): boolean => /^[\p{Script=Latin}\p{Script=Cyrillic}\s|/’-]+$/u.test(text);

/** All cut forms of a phrase: beginnings that reach into its last word, and ends that begin within its first word. */
function cutsOf(phrase: string): string[] {
  const text = phrase.normalize('NFC');
  const fewest = isAlphabetic(text) ? fewestLetters : 1;
  const characters = Array.from(text);
  const first = characters.findIndex((one) => divider.test(one));
  const last = characters.findLastIndex((one) => divider.test(one));
  const cuts: string[] = [];
  for (let end = last + 1 + fewest; end < characters.length; end += 1) {
    cuts.push(characters.slice(0, end).join(''));
  }
  for (let begin = 1; begin <= first - fewest; begin += 1) cuts.push(characters.slice(begin).join(''));
  return cuts.map((cut) => plain(cut.replaceAll('|', '')));
}

/** The text without marks and dividers at its ends, folded. */
const plain = (text: string): string =>
  foldedText(text)
    .replaceAll(/[’‘`]/g, "'")
    .replaceAll(/[\s_-]+/g, ' ')
    .replaceAll(/^[\s.…/]+|[\s.…/]+$/g, '');

const cuts: ReadonlySet<string> = new Set(phrases.flatMap(cutsOf));
const longest = Math.max(...[...cuts].map((cut) => cut.length)) + 4;

/** Whether the whole text is the role of an organisation admin that lost some letters at its beginning or its end. */
export function isCutAdminRole(text: string): boolean {
  return text.length <= longest && cuts.has(plain(text));
}
