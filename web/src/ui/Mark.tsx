/** The sign of easel: a sheet on three legs. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <path class="mark-legs" d="M16 3v3M9 22 5 29M23 22l4 7M16 22v6" />
      <rect class="mark-sheet" x="5" y="6" width="22" height="16" rx="2.5" />
      <path class="mark-line" d="M9.5 17c2.5-6 5-6.5 6-3.5s3 3 6.5-3" />
    </svg>
  );
}
