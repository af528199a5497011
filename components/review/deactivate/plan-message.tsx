import { useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { fieldClass } from '#components/ui/text-field.tsx';

/** An optional message for the users, behind a disclosure. It becomes part of the plan when it is used. */
export function PlanMessage({
  message,
  onUse,
}: {
  message: string | null;
  onUse: (message: string) => void;
}) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState(message ?? '');
  const id = useId();
  const changed = text.trim() !== (message ?? '');
  return (
    <div className="mt-1">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="min-h-6 rounded-sm text-accent hover:underline"
      >
        {message === null ? 'Add a message for the users (optional)' : 'Message for the users'}
      </button>
      {message !== null && !open && (
        <blockquote className="mt-1 border-l-2 pl-3 text-ink-2 [overflow-wrap:anywhere]">
          {message}
        </blockquote>
      )}
      {open && (
        <div className="mt-1.5 grid gap-2">
          <label htmlFor={id} className="text-ink-2 text-xs">
            Atlassian may show it to each user. All users get the same message. It becomes part of the plan.
          </label>
          <textarea
            id={id}
            rows={3}
            maxLength={1_000}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className={fieldClass(false)}
          />
          {text.trim() !== '' && (
            <figure className="rounded-lg border px-3 py-2">
              <figcaption className="text-ink-3 text-xs">Preview</figcaption>
              <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text.trim()}</p>
            </figure>
          )}
          <Button size="sm" className="w-fit" disabled={!changed} onClick={() => onUse(text.trim())}>
            {text.trim() === '' ? 'Send no message' : 'Use this message'}
          </Button>
        </div>
      )}
    </div>
  );
}
