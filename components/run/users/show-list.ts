const places = { search: 'input[type=search]', filter: 'button[aria-pressed=true]' };

/**
 * Brings the users of the run into view. The focus goes to the search or to the chosen filter, once that is drawn: it
 * says what the list was narrowed to.
 */
export function showList(focus: keyof typeof places): void {
  requestAnimationFrame(() => {
    const list = document.getElementById('users');
    list?.scrollIntoView({ block: 'nearest' });
    list?.querySelector<HTMLElement>(places[focus])?.focus();
  });
}
