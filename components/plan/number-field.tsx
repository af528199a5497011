import { useEffect, useRef } from 'react';
import { wrongNumberText } from '#components/plan/confirmation.ts';
import { TextField } from '#components/ui/text-field.tsx';

/** The field for the number of users in the plan; it takes the focus when it appears. */
export function NumberField({
  value,
  count,
  onChange,
  formId,
}: {
  value: string;
  /** The number that is to be typed. */
  count: number;
  onChange: (text: string) => void;
  /** The form that it belongs to. */
  formId: string;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const wrong = wrongNumberText(value, count);
  return (
    <TextField
      ref={field}
      label="Type the number of users to confirm"
      form={formId}
      // The text about a wrong number is below, so that the buttons stay in their place.
      className="sm:grid sm:grid-cols-[auto_7rem] sm:items-center sm:gap-x-2.5 sm:[&>p]:col-span-2 [&_input]:font-semibold [&_input]:text-base"
      inputMode="numeric"
      autoComplete="off"
      value={value}
      error={wrong && <span role="alert">{wrong}</span>}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
