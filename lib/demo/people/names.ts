/** What made-up people are called and what they do. Nobody's real name. */

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

export const services = [
  'svc-deploy',
  'jira-bot',
  'noreply',
  'automation-deploy',
  'integration-crm',
] as const;

export const jobTitles = [
  'Engineer',
  'Designer',
  'Analyst',
  'Accountant',
  'Support agent',
  'Team lead',
] as const;
export const departments = ['Engineering', 'Design', 'Finance', 'Support', 'Sales', 'Legal'] as const;

/** Where people are, with the time zone and language that go with it. */
export const places = [
  ['Sampletown', 'Europe/Amsterdam', 'en-GB'],
  ['Port Placeholder', 'America/New_York', 'en-US'],
  ['Musterstadt', 'Europe/Berlin', 'de-DE'],
  ['Mihonbashi', 'Asia/Tokyo', 'ja-JP'],
] as const;

/** An e-mail address's first half of a name; `person…` where nothing of it is left in ASCII. */
export function localPart(given: string, family: string): string {
  const plain = `${given}.${family}`
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z.'-]/g, '');
  return /^[a-z]/.test(plain) ? plain : `person${plain}`;
}
