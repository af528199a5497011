/** The script of the launch page. It is sent to the browser as text, so it can use nothing but its argument. */

/** The argument of the script. */
export interface LaunchPage {
  /** The storage key of the token. */
  tokenKey: string;
  tokenHeader: string;
  /** The host name is shared with other programs: the page says so and waits for a click. */
  plain: boolean;
  /** The host name belongs to an earlier start: only a whole link can continue from here. */
  earlier: boolean;
}

/**
 * Sends the code in the address and opens the address in `next`. If that fails, the page says why and shows the field
 * for a link.
 */
export async function launchScript({ tokenKey, tokenHeader, plain, earlier }: LaunchPage): Promise<void> {
  const part = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
  const here = new URL(location.href);
  const isLaunch = /^\/launch(\/|$)/.test(here.pathname);
  const code = isLaunch ? here.pathname.slice('/launch/'.length) : '';

  /** The path to open: `next` in the address, or the address itself. Never another origin. */
  function goal(): string {
    const wanted = isLaunch ? (here.searchParams.get('next') ?? '/') : here.pathname + here.search;
    try {
      const { origin, pathname, search, hash } = new URL(wanted, here.origin);
      const own = origin === here.origin && wanted.startsWith('/') && !/^\/(launch|api)(\/|$)/.test(pathname);
      return own ? pathname + search + hash : '/';
    } catch {
      return '/';
    }
  }

  function say(title: string, text: string, field: boolean): void {
    part('title').textContent = title;
    part('text').textContent = text;
    part('form').hidden = !field;
    part('go').hidden = true;
  }

  /** Whether a service worker of another program controls the page. It would see what the page sends and receives. */
  async function isControlled(): Promise<boolean> {
    const workers = navigator.serviceWorker;
    if (!workers) return false;
    return workers.controller !== null || (await workers.getRegistrations()).length > 0;
  }

  function sayControlled(): void {
    say(
      'Another program has left a service worker at this address.',
      `It could read whatever Lockstep shows, so this page has not handed over the code. Open the first link that the terminal prints: its name is new at every start, so no worker can wait there. Or delete the site data of ${here.host} in the browser, then open the link again.`,
      false,
    );
  }

  async function handOver(): Promise<void> {
    if (await isControlled()) {
      sayControlled();
      return;
    }
    const headers = {
      'content-type': 'application/json',
      [tokenHeader]: localStorage.getItem(tokenKey) ?? '',
    };
    const answer = await fetch('/api/session', { method: 'POST', headers, body: JSON.stringify({ code }) });
    const body = await answer.json();
    if (!answer.ok) {
      say(body.error.message, body.error.hint, true);
      return;
    }
    localStorage.setItem(tokenKey, body.token);
    // Includes the origin, since a path may begin with two slashes.
    location.replace(here.origin + goal());
  }

  async function tryToHandOver(): Promise<void> {
    try {
      await handOver();
    } catch {
      say(
        'This page could not hand over the code.',
        'Is Lockstep still running? Does the browser let this address keep data? Then open the link again.',
        true,
      );
    }
  }

  /** Opens what the user pasted: the code alone, or a whole link with this port and one of Lockstep’s names. */
  function openPasted(pasted: string): void {
    const query = `?next=${encodeURIComponent(goal())}`;
    const link = /^http:\/\/(localhost|lockstep-\w+\.localhost)(:\d+)?\/launch\/([\w-]+)/.exec(pasted);
    const bare = /^(?:\/launch\/)?([\w-]+)$/.exec(pasted)?.[1];
    if (link && (link[2] ?? '') === (here.port && `:${here.port}`)) location.assign(link[0] + query);
    else if (bare && !earlier) location.assign(`/launch/${bare}${query}`);
    else
      part('hint').textContent =
        'This is not a launch link of this Lockstep. Paste the whole link, from http:// on.';
  }

  part<HTMLFormElement>('form').onsubmit = (event) => {
    event.preventDefault();
    openPasted(part<HTMLInputElement>('code').value.trim());
  };
  part('form').hidden = code !== '' && !earlier;
  if (goal() !== '/') part('next').textContent = `Then this page opens: ${goal()}`;
  if (code === '' || earlier) return;
  if (plain) {
    part('go').onclick = tryToHandOver;
    part('go').hidden = false;
    if (await isControlled()) sayControlled();
    return;
  }
  // A browser may prerender a page before the click that opens it. The code must only be used by a visible page.
  const { prerendering } = document as Document & { prerendering?: boolean };
  if (prerendering) document.addEventListener('prerenderingchange', tryToHandOver, { once: true });
  else await tryToHandOver();
}
