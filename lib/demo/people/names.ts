/** Names, jobs and places of made-up people. None is a real person's name. */

export const givenNames = [
  'Ada',
  'Ben',
  'Chloé',
  'Dev',
  'Elif',
  'Femi',
  'Grace',
  'Hugo',
  'Inés',
  'Jonas',
  'Kira',
  'Liam',
  'Mina',
  'Noor',
  'Otis',
  'Priya',
  'Quinn',
  'Rosa',
  'Sami',
  'Tara',
  'Umar',
  'Vera',
  'Wen',
  'Xenia',
  'Yusuf',
  'Zoë',
  'Łukasz',
  'Søren',
  'Ольга',
  'Ελένη',
  '美咲',
] as const;

/** Family names. */
export const familyNames = [
  'Example',
  'Sample',
  'Placeholder',
  'Specimen',
  'Demo',
  "O'Placeholder",
  'Mock-Sample',
  'Van Example',
  'Ejemplo',
  'Beispiel',
] as const;

/** Names of service accounts. */
export const services = [
  'svc-deploy',
  'jira-bot',
  'noreply',
  'automation-deploy',
  'integration-crm',
] as const;

/** Job titles. */
export const jobTitles = [
  'Engineer',
  'Designer',
  'Analyst',
  'Accountant',
  'Support agent',
  'Team lead',
] as const;
/** Departments. */
export const departments = ['Engineering', 'Design', 'Finance', 'Support', 'Sales', 'Legal'] as const;

/** Places, with their time zone and language. */
export const places = [
  ['Sampletown', 'Europe/Amsterdam', 'en-GB'],
  ['Port Placeholder', 'America/New_York', 'en-US'],
  ['Musterstadt', 'Europe/Berlin', 'de-DE'],
  ['Mihonbashi', 'Asia/Tokyo', 'ja-JP'],
] as const;

/** The local part of an e-mail address for a name; `person…` if nothing of the name is ASCII. */
export function localPart(given: string, family: string): string {
  const plain = `${given}.${family}`
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z.'-]/g, '');
  return /^[a-z]/.test(plain) ? plain : `person${plain}`;
}
