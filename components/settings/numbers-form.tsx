'use client';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { FailureNotice } from '#components/shared/failure-notice.tsx';
import { FormDialog } from '#components/shared/form-dialog.tsx';
import { FieldError } from '#components/shared/links/field-error.tsx';
import { useAttempt } from '#components/shared/use-attempt.ts';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/class-names.ts';
import { TextField } from '#components/ui/text-field.tsx';
import type { TopicId } from '#lib/domain/help/topics/topic';

export interface NumberField<Key extends string> {
  key: Key;
  label: string;
  hint: ReactNode;
  /** Shown while the schema does not accept the text. */
  problem: string;
  inputMode?: 'numeric' | 'decimal';
}

/** A question before the values are saved. */
interface Question {
  title: string;
  body: ReactNode;
  /** The label of the button that saves. */
  act: string;
}

/** A form for settings that are numbers or empty. The schema checks them, and they are saved together. */
export function NumbersForm<Values extends Record<string, number | null>>({
  fields,
  values,
  schema,
  save,
  act,
  saved,
  columns,
  topic = 'not-as-needed',
  question,
}: {
  fields: readonly NumberField<keyof Values & string>[];
  values: Values;
  schema: z.ZodType<Values>;
  /** Rejects with an `ApiFailure`. */
  save: (values: Values) => Promise<void>;
  /** The label of the button. */
  act: string;
  /** Shown once they are saved. */
  saved: string;
  columns: 2 | 3;
  /** The help about a value that is not accepted. */
  topic?: TopicId;
  /** A question to ask before these values are saved; null for none. */
  question?: (entered: Values) => Question | null;
}) {
  const [texts, setTexts] = useState<Record<string, string>>(() =>
    Object.fromEntries(fields.map(({ key }) => [key, textOf(values[key])])),
  );
  const [done, setDone] = useState(false);
  const [asking, setAsking] = useState<(Question & { entered: Values }) | null>(null);
  const attempt = useAttempt();
  const typed = fields.map(({ key }) => [key, numberOf(texts[key] ?? '')]);
  const entered = schema.safeParse(Object.fromEntries(typed));
  const wrong = new Set(entered.success ? [] : entered.error.issues.map(({ path }) => path[0]));

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!entered.success) return;
    const first = question?.(entered.data) ?? null;
    if (first) setAsking({ ...first, entered: entered.data });
    else setDone(await attempt.run(() => save(entered.data)));
  }

  return (
    <>
      <form onSubmit={submit} className="grid max-w-xl gap-3">
        <div className={cx('grid gap-3 sm:items-start', columns === 2 ? 'sm:grid-cols-2' : 'sm:grid-cols-3')}>
          {fields.map(({ key, label, hint, problem, inputMode = 'numeric' }) => (
            <TextField
              key={key}
              label={label}
              inputMode={inputMode}
              value={texts[key] ?? ''}
              onChange={(event) => {
                setTexts({ ...texts, [key]: event.target.value });
                setDone(false);
              }}
              hint={hint}
              error={wrong.has(key) && <FieldError topic={topic}>{problem}</FieldError>}
            />
          ))}
        </div>
        {attempt.failure && <FailureNotice failure={attempt.failure} />}
        <div className="flex items-center gap-3">
          <Button type="submit" busy={attempt.busy} disabled={!entered.success}>
            {act}
          </Button>
          <p role="status" className="text-ink-2 text-xs">
            {done && saved}
          </p>
        </div>
      </form>
      {asking && (
        <FormDialog
          title={asking.title}
          act={asking.act}
          variant="danger"
          perform={async () => {
            await save(asking.entered);
            setDone(true);
          }}
          close={() => setAsking(null)}
        >
          {asking.body}
        </FormDialog>
      )}
    </>
  );
}

/** An empty text for null. */
const textOf = (value: number | null | undefined): string => (value == null ? '' : String(value));

/** Null for an empty text, `NaN` for a text that is no number; commas may separate thousands. */
const numberOf = (typed: string): number | null =>
  typed.trim() === '' ? null : Number(typed.trim().replaceAll(',', ''));
