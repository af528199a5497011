/** The theme of the pages. The server renders it into each page, so that no other theme is painted first. */
import { useSyncExternalStore } from 'react';
import { changePreferences } from '#components/shared/preferences/use-preferences.ts';
import { type Theme, themes } from '#lib/contract/preferences';

/** The label of each theme. */
export const themeLabels: Record<Theme, string> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
};

/** The theme of this page, and a function that changes and keeps it. */
export function useTheme(): { theme: Theme; choose: (theme: Theme) => void } {
  const theme = useSyncExternalStore(subscribe, shownTheme, () => 'system' as const);
  return { theme, choose };
}

function choose(theme: Theme): void {
  const page = document.documentElement;
  if (theme === 'system') delete page.dataset.theme;
  else page.dataset.theme = theme;
  changePreferences({ theme });
}

/** The theme that the server or `choose` has set on the document. It is stored nowhere else on the page. */
function shownTheme(): Theme {
  return themes.find((theme) => theme === document.documentElement.dataset.theme) ?? 'system';
}

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
