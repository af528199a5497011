import { useEffect, useRef } from 'react';
import { TextField } from '#components/ui/text-field.tsx';

/** The field for the number of users in the plan; it takes the focus when it appears. */
export function NumberField({
  value,
  onChange,
  formId,
}: {
  value: string;
  onChange: (text: string) => void;
  /** The form that it belongs to. */
  formId: string;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <TextField
      ref={field}
      label="Type the number of users to confirm"
      form={formId}
      className="sm:flex-row sm:items-center sm:gap-2.5 sm:[&_input]:w-28 [&_input]:font-semibold [&_input]:text-base"
      inputMode="numeric"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
