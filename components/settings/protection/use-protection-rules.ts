/** The protection rules, and their changes. */
import { useCallback } from 'react';
import useSWR, { mutate as mutateAny } from 'swr';
import { protectionsPath } from '#components/settings/protection/use-protections.ts';
import { type ApiFailure, get, send } from '#components/shared/api.ts';
import { type RuleRequest, rulesSchema } from '#lib/contract/protection';
import type { CountedRule } from '#lib/domain/protection/protection-rule';

const path = '/api/protection-rules';

interface RulesUse {
  /** Newest first; undefined until the first answer. */
  rules: CountedRule[] | undefined;
  failure: ApiFailure | undefined;
  retry: () => void;
  /** Rejects with an `ApiFailure`. */
  add: (rule: RuleRequest) => Promise<void>;
  /** Rejects with an `ApiFailure`. */
  remove: (id: string, reason: string) => Promise<void>;
}

export function useProtectionRules(): RulesUse {
  const { data, error, mutate } = useSWR<{ rules: CountedRule[] }, ApiFailure>(path, (key: string) =>
    get(key, rulesSchema),
  );
  return {
    rules: data?.rules,
    failure: error,
    retry: () => void mutate(),
    add: useCallback(
      async (rule) => {
        await mutate(await send('POST', path, rule, rulesSchema), { revalidate: false });
        await mutateAny(protectionsPath);
      },
      [mutate],
    ),
    remove: useCallback(
      async (id, reason) => {
        const one = `${path}/${encodeURIComponent(id)}`;
        await mutate(await send('DELETE', one, { reason }, rulesSchema), { revalidate: false });
        await mutateAny(protectionsPath);
      },
      [mutate],
    ),
  };
}

/** Reads rules and protections again, after an import. */
export async function readProtectionsAgain(): Promise<void> {
  await Promise.all([mutateAny(path), mutateAny(protectionsPath)]);
}
