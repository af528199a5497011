/** The operations on one account. */
import { fault } from '#lib/adapters/atlassian/answers/fault';
import { apiTokensSchema, manageSchema, profileSchema } from '#lib/adapters/atlassian/atlassian-schemas';
import type { Call } from '#lib/adapters/atlassian/call/atlassian-call';
import { type AccountId, accountKey } from '#lib/domain/account/account-id';
import type { Answer } from '#lib/domain/outcome/answer';
import type { AccountProfile } from '#lib/engine/atlassian-shapes';

/** Builds the operations on top of `call`. */
export function accountOperations(call: Call) {
  return {
    disable: (accountId: AccountId, message: string | null, signal?: AbortSignal) =>
      call.write({ operation: 'disable', accountId, message }, signal),

    enable: (accountId: AccountId, signal?: AbortSignal) =>
      call.write({ operation: 'enable', accountId }, signal),

    async profile(accountId: AccountId, signal?: AbortSignal): Promise<Answer<AccountProfile>> {
      const answer = await call.read({ operation: 'profile', accountId }, profileSchema, signal);
      // Atlassian may answer with another spelling of the ID; it is still the same account.
      if (!answer.ok || accountKey(answer.value.accountId) === accountKey(accountId)) return answer;
      return { ok: false, fault: { ...aboutAnother, status: answer.status }, tookMs: answer.tookMs };
    },

    permissions: (accountId: AccountId, signal?: AbortSignal) =>
      call.read({ operation: 'manage', accountId }, manageSchema, signal),

    apiTokens: (accountId: AccountId, signal?: AbortSignal) =>
      call.read({ operation: 'api-tokens', accountId }, apiTokensSchema, signal),
  };
}

/** The profile of another account would settle a doubt wrongly. */
const aboutAnother = fault({
  code: 'other-account',
  owner: 'user',
  message: 'Asked about one account, Atlassian answered about another.',
  hint: 'Look at this account in admin.atlassian.com.',
});
