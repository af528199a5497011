import type { Chapter } from '#lib/domain/help/topics/topic';

/** Messages about the API key and the way to Atlassian. The facts are those of docs/atlassian-api.md. */
export const keyTopics: Chapter<
  | 'key-not-accepted'
  | 'key-with-scopes'
  | 'key-of-another-organisation'
  | 'not-connected'
  | 'atlassian-out-of-reach'
  | 'proxy-or-certificate'
  | 'slow-down'
  | 'atlassian-error'
> = {
  'key-not-accepted': {
    title: 'Atlassian does not accept the API key',
    meaning:
      'Atlassian answered 401. The key is mistyped, expired or revoked, or it is not the API key of an organisation. A personal API token, as used for Jira, is another kind of key and does not work here.',
    steps: [
      'Open admin.atlassian.com as an organisation admin, choose the organisation, then Settings, API keys.',
      'See whether the key is still listed and not expired.',
      'If in doubt, create a new API key without scopes. Atlassian shows it once: copy it whole.',
      'Connect again in Settings, Connection.',
    ],
  },
  'key-with-scopes': {
    title: 'The key was created with scopes',
    meaning:
      'Atlassian offers no scope for managing accounts, so it refuses every key that was created with scopes. Scopes cannot be removed from a key.',
    steps: [
      'Create another key in admin.atlassian.com, Settings, API keys, and choose “API key without scopes”.',
      'Choose an expiry date soon: the key can do everything in your organisation.',
      'Connect with the new key, and revoke the other one.',
    ],
  },
  'key-of-another-organisation': {
    title: 'The key may not do this',
    meaning:
      'Atlassian knows the key, but not for this organisation or not for this operation (403). If only a list is closed to the key, Lockstep does the whole job from a file and asks you what it cannot ask Atlassian.',
    steps: [
      'Compare the organisation ID in Settings, Connection with the address of the administration: admin.atlassian.com/o/ORGANISATION-ID.',
      'See whether you are still an organisation admin there.',
      'Create an API key without scopes in that organisation and connect with it.',
    ],
  },
  'not-connected': {
    title: 'Lockstep is not connected',
    meaning:
      'No key is known, so nothing can be asked and nobody can be called. A key is kept in memory only, unless you had it kept in the keychain, so a restart forgets it.',
    steps: [
      'Open Settings, Connection, and enter the API key.',
      'To practise, use the demo organisation instead. It needs no key.',
    ],
  },
  'atlassian-out-of-reach': {
    title: 'Atlassian does not answer',
    meaning:
      'There is no connection, the answer did not come in time, or the connection broke before the answer was complete. A call that had been sent may have taken effect, so Lockstep reads the account before it says anything about it.',
    steps: [
      'See whether this computer reaches https://api.atlassian.com, for example after a change of network or VPN.',
      'Look at status.atlassian.com.',
      'A run pauses by itself and goes on when Atlassian answers. You need not do anything.',
    ],
  },
  'proxy-or-certificate': {
    title: 'Something stands between Lockstep and Atlassian',
    meaning:
      'A proxy wants a sign-in, a web page or a redirect came back instead of an answer, or the certificate is not one that this computer trusts. Lockstep follows no redirect and trusts no unknown certificate, since somebody else could then read the key.',
    steps: [
      'Ask your network team which proxy to use, and set HTTPS_PROXY before you start Lockstep.',
      'If a company certificate is missing, set NODE_EXTRA_CA_CERTS to its file.',
      'Where the network has a sign-in page, open it in the browser first.',
      'Start Lockstep again.',
    ],
  },
  'slow-down': {
    title: 'Atlassian asks to slow down',
    meaning:
      'Atlassian limits the number of requests (429) and mostly says how long to wait. Lockstep waits as long as asked, or longer each time where no time is named, and then goes on, more slowly. Nobody is left out.',
    steps: [
      'Wait. The page shows when it goes on.',
      'If other programs use the same organisation’s API, stop them or let them finish.',
    ],
  },
  'atlassian-error': {
    title: 'Atlassian has an error of its own',
    meaning:
      'Atlassian answered with a status of 500 or above, or in a form that nobody documents. The call may have taken effect, so Lockstep reads the account again before it reports anything.',
    steps: [
      'Look at status.atlassian.com.',
      'Leave the run paused, or stop it and retry the rest later.',
      'If it stays, contact Atlassian support with the trace ID in the details of the user.',
    ],
  },
};
