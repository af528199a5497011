/** A setting of the server. It is read once and written as a whole. */
import { useCallback } from 'react';
import useSWR from 'swr';
import type { z } from 'zod';
import { type ApiFailure, get, send } from '#components/shared/api.ts';

interface Setting<Answer, Value> {
  /** Undefined while it is being read, and if that failed. */
  answer: Answer | undefined;
  failure: ApiFailure | undefined;
  retry: () => void;
  /** Rejects with an `ApiFailure`. */
  save: (value: Value) => Promise<void>;
}

/** The setting at `path`, which answers GET and PUT alike. */
export function useSetting<Schema extends z.ZodType, Value>(
  path: string,
  schema: Schema,
): Setting<z.output<Schema>, Value> {
  const { data, error, mutate } = useSWR<z.output<Schema>, ApiFailure>(path, (key: string) =>
    get(key, schema),
  );
  return {
    answer: data,
    failure: error,
    retry: () => void mutate(),
    save: useCallback(
      async (value) => {
        await mutate(await send('PUT', path, value, schema), { revalidate: false });
      },
      [mutate, path, schema],
    ),
  };
}
