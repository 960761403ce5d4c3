/** The mark of the program: a stub and its slip. */
export function Mark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <rect x="1" y="2" width="22" height="20" rx="5" fill="var(--accent)" />
      <path d="M8.5 4.5v15" stroke="var(--on-accent)" strokeWidth="1.5" strokeDasharray="1.6 1.9" />
      <path
        d="M12 9h7M12 12.5h7M12 16h4"
        stroke="var(--on-accent)"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
    </svg>
  );
}
