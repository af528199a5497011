import { useEffect, useRef } from 'react';
import { TextField } from '#components/ui/text-field.tsx';

/** The field for the number of users in the plan; it takes the focus when it appears. */
export function NumberField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <TextField
      ref={field}
      label="Type the number of users to confirm"
      className="[&_input]:max-w-40 [&_input]:font-semibold [&_input]:text-base"
      inputMode="numeric"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
