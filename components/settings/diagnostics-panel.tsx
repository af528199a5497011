'use client';
import { useId, useState } from 'react';
import { get } from '#components/shared/api.ts';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { fieldClass } from '#components/ui/text-field.tsx';
import { diagnosticsSchema } from '#lib/contract/diagnostics';

/** Copies the diagnostics for a bug report, and shows them, so that the admin can read what they send. */
export function DiagnosticsPanel() {
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState('');
  const attempt = useAttempt();
  const id = useId();

  async function copy() {
    setOutcome('');
    const diagnostics = await get('/api/diagnostics', diagnosticsSchema);
    const next = JSON.stringify({ ...diagnostics, browser: navigator.userAgent }, null, 2);
    setText(next);
    setOutcome(await inClipboard(next));
  }

  return (
    <Panel
      id="diagnostics"
      title="Diagnostics"
      lead="Versions, states and the last faults, for a bug report. They contain no name, no e-mail address and no key."
    >
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={attempt.busy} onClick={() => void attempt.run(copy)}>
          Copy diagnostics
        </Button>
        <p role="status" className="text-ink-2 text-xs">
          {outcome}
        </p>
      </div>
      {attempt.failure && (
        <div className="mt-3">
          <FailureNotice failure={attempt.failure} />
        </div>
      )}
      {text !== '' && (
        <div className="mt-3">
          <label htmlFor={id} className="text-sm text-ink-2">
            What was read
          </label>
          <textarea
            id={id}
            readOnly
            rows={10}
            value={text}
            className={`${fieldClass(false)} mt-1 resize-y font-mono text-xs`}
          />
        </div>
      )}
    </Panel>
  );
}

/** Copies a text to the clipboard. Returns the message about it. */
async function inClipboard(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied.';
  } catch {
    return 'The browser did not allow copying. Copy the text below.';
  }
}
