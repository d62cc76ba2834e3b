/** Dialogs that are opened seldom. */

import { wear } from "../wear";
import css from "./settings.css?inline";

export { AboutDialog } from "./AboutDialog";
export { KeysDialog } from "./KeysDialog";
export { SettingsDialog } from "./SettingsDialog";

wear(css);
