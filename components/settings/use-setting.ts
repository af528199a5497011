/** A setting of the server. It is read once and written as a whole. */
import { useCallback } from 'react';
import useSWR from 'swr';
import type { z } from 'zod';
import { type ApiFailure, get, send } from '#components/shared/api.ts';

interface Setting<Answer, Wish> {
  /** Undefined while it is being read, and if that failed. */
  answer: Answer | undefined;
  failure: ApiFailure | undefined;
  retry: () => void;
  /** Rejects with an `ApiFailure`. */
  save: (wish: Wish) => Promise<void>;
}

/** The setting at `path`, which answers GET and PUT alike. */
export function useSetting<Schema extends z.ZodType, Wish>(
  path: string,
  schema: Schema,
): Setting<z.output<Schema>, Wish> {
  const { data, error, mutate } = useSWR<z.output<Schema>, ApiFailure>(path, (key: string) =>
    get(key, schema),
  );
  return {
    answer: data,
    failure: error,
    retry: () => void mutate(),
    save: useCallback(
      async (wish) => {
        await mutate(await send('PUT', path, wish, schema), { revalidate: false });
      },
      [mutate, path, schema],
    ),
  };
}
