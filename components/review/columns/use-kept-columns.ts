/** The admin's choice of columns, kept by the server. */
import { useCallback } from 'react';
import { changePreferences, usePreferences } from '#components/shared/preferences/use-preferences.ts';
import type { KeptColumns } from '#lib/contract/preferences';

interface KeptColumnsUse {
  /** Undefined while they are being read; null where nothing is kept, or it could not be read. */
  kept: KeptColumns | null | undefined;
  keep: (columns: KeptColumns) => void;
}

export function useKeptColumns(): KeptColumnsUse {
  const preferences = usePreferences();
  const keep = useCallback((reviewColumns: KeptColumns) => changePreferences({ reviewColumns }), []);
  return { kept: preferences?.reviewColumns, keep };
}
