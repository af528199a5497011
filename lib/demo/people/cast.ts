/** The first people of every organisation: one of each kind, and names that programs often mishandle. */
import type { Person, PersonKind } from '#lib/demo/people/person';

/** One of these people, before the details are made up. */
export interface Part {
  name: string;
  /** The part of the e-mail address before the @. */
  local: string;
  kind: PersonKind;
  /** Active by default. */
  status?: Person['status'];
  /** The days since the deletion of the account was ordered. */
  deletedDaysAgo?: number;
  /** The days since the person was last seen in every product; random if absent. */
  seenDaysAgo?: number;
}

/** The people in the order in which the organisation added them. The first one is the admin who uses Lockstep. */
export const cast: readonly Part[] = [
  { name: 'Olive Operator', local: 'olive.operator', kind: 'organisation-admin', seenDaysAgo: 1 },
  { name: 'Ada Example', local: 'ada.example', kind: 'ordinary' },
  { name: 'Ben Sample', local: 'ben.sample', kind: 'ordinary' },
  { name: 'Chloé Placeholder', local: 'chloe.placeholder', kind: 'ordinary' },
  { name: 'Dana Directory', local: 'dana.directory', kind: 'scim' },
  { name: 'Gus Google-Example', local: 'gus.google-example', kind: 'google' },
  { name: 'Una Unverified', local: 'una.unverified', kind: 'unverified' },
  { name: 'Percy Partner', local: 'percy.partner', kind: 'unmanaged' },
  { name: 'svc-backup', local: 'svc-backup', kind: 'service-account', seenDaysAgo: 1 },
  { name: 'Adam Admin-Example', local: 'adam.admin', kind: 'organisation-admin', seenDaysAgo: 2 },
  { name: 'Xenia Export-Sample', local: 'xenia.export', kind: 'export-control', status: 'inactive' },
  { name: 'Owen Owner-Example', local: 'owen.owner', kind: 'entitled' },
  { name: 'Sample, Dorothea', local: 'dorothea.sample', kind: 'ordinary' },
  { name: 'Ida "Ace" Specimen', local: 'ida.specimen', kind: 'ordinary' },
  { name: "Maeve O'Placeholder", local: "maeve.o'placeholder", kind: 'ordinary' },
  { name: '見本 花子', local: 'hanako.mihon', kind: 'ordinary' },
  { name: 'Ольга Образец', local: 'olga.obrazets', kind: 'ordinary' },
  { name: 'سلمى مثال', local: 'salma.mithal', kind: 'ordinary' },
  { name: '=Sum Sample', local: 'sum.sample', kind: 'ordinary' },
  { name: 'Ned Nobody', local: 'ned.nobody', kind: 'ordinary', status: 'closed', deletedDaysAgo: 3 },
  { name: 'Celia Closed-Example', local: 'celia.closed', kind: 'scim', status: 'closed' },
  { name: 'Ina Inactive', local: 'ina.inactive', kind: 'ordinary', status: 'inactive' },
  { name: 'jira-bot', local: 'jira-bot', kind: 'service-account', seenDaysAgo: 1 },
];
