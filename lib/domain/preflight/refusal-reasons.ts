/**
 * The published reasons for which Atlassian refuses to change an account [SPEC], in plain words. New ones are possible.
 */
import type { FaultCode } from '#lib/domain/outcome/answer';

/** A reason in plain words. Its code is the same in a prediction, a dry run and an outcome. */
interface RefusalReason {
  /** `identity-provider`: a directory outside Atlassian manages the account. */
  code: Extract<FaultCode, 'identity-provider' | 'not-allowed'>;
  message: string;
  hint: string;
}

/** The hint for a reason that is not published. */
export const seeReason =
  'See what Atlassian says; if that does not help, try this account in admin.atlassian.com.';

/** The explanation of a reason key; null if there is no key. */
export function refusalReason(reason: string | null): RefusalReason {
  if (reason === 'externalDirectory.google') {
    return {
      code: 'identity-provider',
      message: 'Managed by Google Workspace: Atlassian refuses changes from here.',
      hint: 'Deactivate the person in Google Workspace, or take them out of its sync with Atlassian.',
    };
  }
  if (reason?.startsWith('externalDirectory')) {
    return {
      code: 'identity-provider',
      message: 'Managed by your identity provider (SCIM): Atlassian refuses changes from here.',
      hint: 'Deactivate the person in the identity provider, or take them out of its sync with Atlassian.',
    };
  }
  const [message, hint] = (reason !== null && others.get(reason)) || [
    'Atlassian does not allow this for this account.',
    seeReason,
  ];
  return { code: 'not-allowed', message, hint };
}

/** Message and hint of a published reason by its message; null if the text is no such message. */
export function publishedRefusal(message: string): { reason: string; hint: string } | null {
  const published = ['externalDirectory.google', 'externalDirectory', ...others.keys()].map(refusalReason);
  const found = published.find((each) => each.message === message);
  return found ? { reason: found.message, hint: found.hint } : null;
}

const others: ReadonlyMap<string, readonly [message: string, hint: string]> = new Map([
  [
    'administrative.notMyself',
    [
      'This is your own account: Atlassian lets nobody deactivate themselves.',
      'Ask another organisation admin.',
    ],
  ],
  [
    'administrative',
    [
      'An administrative rule of Atlassian forbids this for this account.',
      'If the person is an organisation admin, take away that role first.',
    ],
  ],
  ['authPolicy.saml', ['An authentication policy with SAML forbids this for this account.', seeReason]],
  [
    'blocked.exportControl',
    ['The account is blocked for reasons of export control.', 'Contact Atlassian support.'],
  ],
  ['myselfOnly', ['Only the person themselves can change this account.', seeReason]],
  ['managedAccount', ['Atlassian does not allow this for a managed account.', seeReason]],
]);
