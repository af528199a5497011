import { useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { fieldClass } from '#components/ui/text-field.tsx';

/** Asks for the reason of a plan above the size limit. */
export function SizeReason({ onGive }: { onGive: (reason: string) => void }) {
  const [reason, setReason] = useState('');
  const id = useId();
  const given = reason.trim();
  return (
    <div className="mt-1 grid gap-1.5">
      <label htmlFor={id} className="text-ink-2">
        Reason for exceeding the size limit
      </label>
      <input
        id={id}
        type="text"
        maxLength={500}
        value={reason}
        autoComplete="off"
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          if (given !== '') onGive(given);
        }}
        className={fieldClass(false)}
      />
      <Button className="w-fit" disabled={given === ''} onClick={() => onGive(given)}>
        Use this reason
      </Button>
    </div>
  );
}
