/** The look of popups: lists, menus, tooltips. */
export const surface =
  'rounded-lg border bg-panel shadow-popup outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0';

/** The look of an item in a popup list. */
export const surfaceItem =
  'mx-1 flex min-h-7.5 cursor-default items-center gap-2 rounded-md px-2 py-1 text-sm outline-none select-none data-highlighted:bg-sunken data-disabled:opacity-50 forced-colors:data-highlighted:bg-[Highlight] forced-colors:data-highlighted:text-[HighlightText]';
