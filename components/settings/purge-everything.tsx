'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { TypedConfirm } from '#components/ui/typed-confirm';
import { deleteEverything } from '#lib/browser/deletions';

/** Leaves nothing in the data folder. */
export function PurgeEverything() {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>Delete everything…</Button>
      {asking && (
        <TypedConfirm
          title="Delete everything?"
          description="Every roster, run, report, protected user, rule and setting of Lockstep on this computer is deleted, the demo organisation begins anew, and the key is forgotten. Nothing changes at Atlassian. This cannot be undone."
          word="everything"
          act="Delete everything"
          perform={deleteEverything}
          close={() => setAsking(false)}
        />
      )}
    </>
  );
}
