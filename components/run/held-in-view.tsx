import { Component, createRef, type ReactNode } from 'react';

interface Props {
  /** What decides that something appears above, such as the report of a run that ends. */
  turn: unknown;
  className: string;
  /** The ID of the element inside that stays where it is. */
  steady: string;
  children: ReactNode;
}

interface Held {
  /** The distance of the steady element from the top of the window, in CSS pixels. */
  top: number;
  /** The element with the focus, if it is here and in sight. */
  focused: Element | null;
}

/**
 * A part of the page that stays where it is in the window when something appears above it, if it has the focus or the
 * pointer: what is being read or is about to be pressed does not move away. The browser does this by itself only for a
 * page that is scrolled, and not each browser does. It is a class, since only a class sees the page right before a change.
 */
export class HeldInView extends Component<Props> {
  readonly #place = createRef<HTMLDivElement>();

  /** What is held, as it is before the change; null if nothing is. */
  override getSnapshotBeforeUpdate({ turn }: Props): Held | null {
    const place = this.#place.current;
    if (turn === this.props.turn || place === null) return null;
    const { activeElement } = document;
    const focused = place.contains(activeElement) ? activeElement : null;
    if (focused === null && !place.matches(':hover')) return null;
    const top = this.#top();
    return top === null ? null : { top, focused: focused !== null && isInWindow(focused) ? focused : null };
  }

  override componentDidUpdate(_before: Props, _state: unknown, held: Held | null): void {
    const top = this.#top();
    if (held === null || top === null) return;
    window.scrollBy({ top: top - held.top, behavior: 'instant' });
    const { focused } = held;
    // The list may have another order now, which is drawn first.
    if (focused) requestAnimationFrame(() => focused.scrollIntoView({ block: 'nearest' }));
  }

  #top(): number | null {
    return document.getElementById(this.props.steady)?.getBoundingClientRect().top ?? null;
  }

  override render(): ReactNode {
    return (
      <div ref={this.#place} className={this.props.className}>
        {this.props.children}
      </div>
    );
  }
}

function isInWindow(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}
