'use client';
import { useId } from 'react';
import { themeLabels, useTheme } from '#components/shared/preferences/use-theme.ts';
import { Panel } from '#components/ui/panel.tsx';
import { themes } from '#lib/contract/preferences';

/** The choice of a theme. */
export function AppearancePanel() {
  const { theme, choose } = useTheme();
  const name = useId();
  return (
    <Panel title="Appearance" lead="High contrast is light or dark as the system is.">
      <fieldset className="flex flex-wrap gap-x-6 gap-y-1">
        <legend className="sr-only">Theme</legend>
        {themes.map((each) => (
          <label key={each} className="flex min-h-7 cursor-pointer items-center gap-2">
            <input
              type="radio"
              name={name}
              checked={theme === each}
              onChange={() => choose(each)}
              className="size-4 shrink-0 accent-(--ink)"
            />
            {themeLabels[each]}
          </label>
        ))}
      </fieldset>
    </Panel>
  );
}
