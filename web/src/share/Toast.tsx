import { useEffect } from "preact/hooks";
import { Store } from "../store";
import { IconButton } from "../ui/Button";
import { useStore } from "../ui/useStore";
import type { Voice } from "../voice";
import { t } from "./words";

/** How long a toast stands, in ms. */
const TOAST_MS = 5_000;

/** What is told for a moment at the foot of the page. */
export interface Told {
  text: string | null;
  /** It is about something that failed: it stays until it is closed. */
  isError: boolean;
  /** It stays until the next one: something goes on. */
  isBusy: boolean;
}

/** Tells one thing at a time, the newest. */
export class Toaster {
  readonly told = new Store<Told>({ text: null, isError: false, isBusy: false });

  constructor(private readonly voice: Voice) {}

  /** Something goes on, until the next word. */
  busy(text: string): void {
    this.told.set({ text, isError: false, isBusy: true });
    this.voice.say(text);
  }

  /** Something is done. */
  done(text: string): void {
    this.told.set({ text, isError: false, isBusy: false });
    this.voice.say(text);
  }

  /** Something failed; an alert, so it is read out by itself. */
  fail(text: string): void {
    this.told.set({ text, isError: true, isBusy: false });
  }

  /** Tells nothing. */
  close(): void {
    this.told.set({ text: null });
  }
}

/** Shows what is told. */
export function Toast({ toaster }: { toaster: Toaster }) {
  const text = useStore(toaster.told, (told) => told.text);
  const isError = useStore(toaster.told, (told) => told.isError);
  const isBusy = useStore(toaster.told, (told) => told.isBusy);
  useEffect(() => {
    if (text === null || isError || isBusy) return;
    const timer = setTimeout(() => toaster.close(), TOAST_MS);
    return () => clearTimeout(timer);
  }, [text, isError, isBusy, toaster]);
  if (text === null) return null;
  return (
    <div class="told" role={isError ? "alert" : undefined}>
      {text}
      {isError && <IconButton icon="close" label={t("close")} onClick={() => toaster.close()} />}
    </div>
  );
}
