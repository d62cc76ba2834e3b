/** Pictures of the controls of people, drawn like the others. */

const PATHS = {
  people: [
    "M12.5 7.5a3.5 3.5 0 1 1-7 0a3.5 3.5 0 0 1 7 0",
    "M2.5 20v-1.5a4.5 4.5 0 0 1 4.5-4.5h4a4.5 4.5 0 0 1 4.5 4.5v1.5",
    "M16 4.3a3.5 3.5 0 0 1 0 6.4",
    "M18.5 14.5a4.5 4.5 0 0 1 3 4.2v1.3",
  ],
  chat: ["M8 19.5a8.5 8.5 0 1 0-3.6-3.5L3 21z"],
  raised: [
    "M13 8a3.5 3.5 0 1 1-7 0a3.5 3.5 0 0 1 7 0",
    "M2.5 21v-1.5a4.5 4.5 0 0 1 4.5-4.5h5a4.5 4.5 0 0 1 4.5 4.5v1.5",
    "m15.5 16.5 5-4.5V3.5",
  ],
  send: ["M12 19V5", "m5.5 11.5 6.5-6.5 6.5 6.5"],
} as const;

/** One picture; the control around it has the words. */
export function Picture({ of }: { of: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {PATHS[of].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
