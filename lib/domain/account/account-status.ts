/** Interprets account statuses, both from Atlassian's APIs and from files. */
import { foldedText } from '#lib/domain/text/folded-text';

/** The status of an account according to an API. `odd`: the text means neither active nor inactive. */
type AccountStatus = 'active' | 'inactive' | 'odd';

/**
 * Interprets a status from an API, in any case; null if the API gave none. `closed` counts as inactive: accounts
 * deactivated by SCIM can read so [LIVE, ACCESS-2169]. Atlassian may add statuses [SPEC].
 */
export function readAccountStatus(status: string | null): AccountStatus {
  if (status === 'active') return 'active';
  return status === 'inactive' || status === 'closed' ? 'inactive' : 'odd';
}

/** The statuses that a file can give; `unknown` also if it has no status column. */
export const fileStatuses = ['active', 'suspended', 'inactive', 'unknown'] as const;
export type FileStatus = (typeof fileStatuses)[number];

/** Status texts in exports (Active, Suspended, Deactivated; Yes and No in a column “active”) and in the APIs. */
const fileWords = new Map<string, FileStatus>([
  ['active', 'active'],
  ['yes', 'active'],
  ['true', 'active'],
  ['suspended', 'suspended'],
  ['deactivated', 'inactive'],
  ['inactive', 'inactive'],
  ['closed', 'inactive'],
  ['no', 'inactive'],
  ['false', 'inactive'],
]);

/** The same words in other languages of spreadsheets and pages, without accents [INFER]. */
const otherWords: readonly [FileStatus, string][] = [
  [
    'active',
    'aktiv actif activo ativo attivo actief aktywny aktivni aktivan активный активен アクティブ 有効 活跃 활성',
  ],
  [
    'suspended',
    'gesperrt ausgesetzt suspendu suspendido suspenso sospeso opgeschort zawieszony 停止中 一時停止 已暂停',
  ],
  [
    'inactive',
    'inaktiv deaktiviert inactif desactive inactivo desactivado inativo desativado inattivo disattivato inactief gedeactiveerd nieaktywny dezaktywowany неактивный 非アクティブ 無効 已停用 비활성',
  ],
];
for (const [status, words] of otherWords) {
  for (const word of words.split(' ')) fileWords.set(foldedText(word), status);
}

/** Interprets the status cell of a file, ignoring case and surrounding blanks. */
export function readFileStatus(cell: string): FileStatus {
  return fileWords.get(foldedText(cell)) ?? 'unknown';
}
