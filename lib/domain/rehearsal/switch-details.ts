/** Texts about switches that only the page of the rehearsal shows. */
import type { SwitchName } from '#lib/domain/rehearsal/switches';

/** The effect of each switch, and how a run should react. */
export const switchDetails: Record<SwitchName, string> = {
  slow: 'Every answer takes 0.3 to 0.7 seconds.',
  'rate-limit': '120 calls a minute; then 429 with a header that says when to come back. The run waits.',
  'storm-told': 'The next ten calls are turned away for two seconds each.',
  'storm-untold':
    'The next ten calls are turned away, and nothing says for how long. The run waits longer each time.',
  'errors-json':
    'Every ninth call ends in a 503 with a JSON body. The account is read back, then the call is made again.',
  'errors-html': 'The same with an HTML page, as a proxy in between would send it.',
  timeouts:
    'The next two calls are accepted and left hanging. Each is in doubt until the account is read back.',
  'cut-before':
    'The next three calls break off, and nothing was done. They are made again once the account reads active.',
  'cut-after':
    'The next three calls take effect, but their answer is lost: “confirmed inactive”, never “deactivated”.',
  'stale-reads':
    'For 15 seconds after a change an account still reads as before. The run waits after the first user.',
  'stale-search':
    'For 45 seconds after a change the search and the lists still show an account as before. Verification looks a second time, and then at each profile; a check on the review believes the profile too.',
  'key-revoked': 'After 25 more calls the key is refused. The run ends at once and says so.',
  'scim-returns': 'Provisioned users can be deactivated, and are active again a minute later.',
  'no-effect':
    'After the next call every one is accepted and changes nothing. The count at the end shows it: users are read again, and the report says so.',
  'link-unreadable':
    'Where a list of users has more than one page, the link to the next one is no text. The list counts as read in part, so it proves of nobody that they are not on it.',
  'link-first': 'The second page of a list leads back to the first. The list counts as read in part.',
  'link-same':
    'A page leads to itself. The list counts as read in part, and no page is asked for again and again.',
  'link-elsewhere':
    'The next page is at another host. Lockstep does not follow the link, and sends the key nowhere else.',
  'lists-shrink':
    'Before each further page, two accounts leave the lists, and two others are on no page. The older list names its total, so it counts as read in part.',
  'original-management':
    'The organisation cannot be searched, so Atlassian does not say who its admins are. Where the file does not either, the confirmation asks.',
  'own-account':
    'Atlassian says which account is the key owner’s own and refuses to deactivate it. Once asked, Lockstep protects it.',
  'no-audit-log':
    'The audit log is refused. A run goes on as ever, and its page says that the log was not read.',
  'no-search':
    'The search is refused, so Atlassian does not say who the organisation admins are. The list of managed accounts is read.',
  'no-counts': 'Atlassian does not count the active accounts. Its lists are counted instead.',
  'no-managed-list':
    'The list of managed accounts is answered 410, as it will be once Atlassian removes it. The search lists everybody.',
  'no-api-access': 'API tokens and service accounts are not listed.',
  'lifecycle-only':
    'Every list and permission is refused; profiles can be read, and users can be deactivated. The whole job is done from a file, with questions instead of answers.',
};

/** The groups of switches on the page. */
export const switchGroups: readonly { title: string; names: readonly SwitchName[] }[] = [
  { title: 'Slow, or not now', names: ['slow', 'rate-limit', 'storm-told', 'storm-untold'] },
  { title: 'Broken', names: ['errors-json', 'errors-html', 'timeouts', 'cut-before', 'cut-after'] },
  { title: 'Misleading', names: ['stale-reads', 'stale-search', 'key-revoked', 'scim-returns', 'no-effect'] },
  {
    title: 'Lists that do not lead on',
    names: ['link-unreadable', 'link-first', 'link-same', 'link-elsewhere', 'lists-shrink'],
  },
  { title: 'Another organisation', names: ['original-management', 'own-account', 'no-audit-log'] },
  {
    title: 'Sources that are missing',
    names: ['no-search', 'no-counts', 'no-managed-list', 'no-api-access', 'lifecycle-only'],
  },
];
