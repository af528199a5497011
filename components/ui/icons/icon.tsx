import type { ReactNode } from 'react';

export interface IconProps {
  /** Width and height in px. A class may set others. */
  size?: number;
  /** The width of a line, in 24ths of the size. */
  strokeWidth?: number;
  className?: string;
}

/**
 * The shapes of its children on a square of 24 × 24, drawn in the colour of the text. Screen readers skip it: the text
 * beside it, or the name of its button, says what it means.
 */
export function Icon({
  size = 24,
  strokeWidth = 2,
  className,
  children,
}: IconProps & { children: ReactNode }) {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={strokeWidth}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
      aria-hidden
    >
      {children}
    </svg>
  );
}
