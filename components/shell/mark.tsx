/** The mark of Lockstep: lines, one after the other. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 20 20" className="shrink-0">
      <rect x="0.5" y="0.5" width="19" height="19" rx="5" className="fill-ink" />
      <path
        d="M5.5 6.25h9M5.5 10h6.5M5.5 13.75h9"
        className="stroke-on-ink"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}
