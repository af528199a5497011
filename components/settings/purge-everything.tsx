'use client';
import { useState } from 'react';
import { useSetting } from '#components/settings/use-setting.ts';
import { deleteEverything } from '#components/shared/deletions.ts';
import { TypedConfirm } from '#components/shared/typed-confirm.tsx';
import { Button } from '#components/ui/button.tsx';
import { retentionViewSchema } from '#lib/contract/retention';
import type { Retention } from '#lib/domain/retention';

/** Deletes everything in the data folder, after a question. */
export function PurgeEverything() {
  const [asking, setAsking] = useState(false);
  const { answer } = useSetting<typeof retentionViewSchema, Retention>('/api/retention', retentionViewSchema);
  const key = answer?.keyInEnvironment
    ? 'It forgets the key until the next start: the environment variable ATLASSIAN_ORG_API_KEY has it, and brings it back until you remove it there.'
    : 'It forgets the key.';
  return (
    <>
      <Button onClick={() => setAsking(true)}>Delete everything…</Button>
      {asking && (
        <TypedConfirm
          title="Delete everything?"
          description={`This deletes every roster, run, report, protected user, rule and setting of Lockstep on this computer. The demo organisation starts again. Lockstep disconnects. ${key} Nothing changes at Atlassian. This cannot be undone.`}
          word="everything"
          act="Delete everything"
          perform={deleteEverything}
          close={() => setAsking(false)}
        />
      )}
    </>
  );
}
