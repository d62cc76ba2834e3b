/** The page's words in German: films, and who may do what. */

import type { Tables } from "../i18n";

/** By area. */
export const film: Tables = {
  film: {
    title: "Als Film speichern",
    kind: "Art des Films",
    mp4: "Video (MP4)",
    "mp4.what": "Für Handys, Chats und Folien",
    gif: "GIF",
    "gif.what": "Läuft überall, mit weniger Farben",
    webp: "Bewegtes WebP",
    "webp.what": "Jeder Pixel genau, für Chats und Webseiten",
    apng: "Bewegtes PNG",
    "apng.what": "Jeder Pixel genau",
    length: "Länge",
    seconds: { one: "{count} Sekunde", other: "{count} Sekunden" },
    minutes: { one: "{count} Minute", other: "{count} Minuten" },
    width: "Breite",
    pixels: { one: "{count} Pixel", other: "{count} Pixel" },
    pauses: "Lange Pausen kürzen",
    make: "Film erstellen",
    loading: "Es wird gefragt, was möglich ist …",
    waiting: "Andere Filme sind zuerst dran …",
    working: "Der Film wird erstellt …",
    progress: "Fortschritt",
    percent: "{percent} % fertig",
    cancel: "Abbrechen",
    done: "Der Film ist fertig.",
    megabytes: "{size} MB",
    kilobytes: "{size} kB",
    kept: "Er lässt sich zehn Minuten lang herunterladen.",
    download: "Herunterladen",
    another: "Noch einen erstellen",
    failed: "Der Film konnte nicht erstellt werden.",
    "failed.busy":
      "Hier werden gerade zu viele Filme erstellt. Versuche es in einer Minute noch einmal.",
    "failed.blank": "Es ist noch nichts gezeichnet, also gibt es nichts zu zeigen.",
    "failed.gone":
      "Der Film ist weg: Er wurde nicht rechtzeitig heruntergeladen. Erstelle ihn noch einmal.",
    "failed.offline":
      "Der Server antwortet nicht. Prüfe die Verbindung und versuche es noch einmal.",
    again: "Noch einmal versuchen",
  },
  rights: {
    "status.locked": "Zeichnen ist gesperrt",
    "status.lockedOthers": "Für andere gesperrt",
    "status.barred": "Nicht im Raum",
    "watch.ask": "Du schaust zu. Heb die Hand, um zu zeichnen.",
    "share.watches": "Wer diesen Link hat, kann zuschauen.",
    "share.closed": "In diesen Raum kommt man nur mit einem eigenen Link.",
    "share.closedAsk":
      "In diesen Raum kommt man nur mit einem eigenen Link. Frag jemanden, der ihn leitet.",
    "share.make": "Link erstellen …",
    "menu.room": "Wer darf was …",
    "menu.reports": {
      one: "{count} Meldung",
      other: "{count} Meldungen",
    },
  },
  ranks: {
    host: "leitet",
    draw: "Zeichnen lassen",
    drawWho: "Zeichnen lassen: {name}",
    options: "Mehr zu {name}",
    "chat.off": "Der Chat ist gerade aus",
  },
};
