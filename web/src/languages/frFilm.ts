/** The page's words in French: films. */

import type { Tables } from "../i18n";

/** By area. */
export const film: Tables = {
  film: {
    title: "Enregistrer comme film",
    kind: "Type de film",
    mp4: "Vidéo (MP4)",
    "mp4.what": "Pour téléphones, discussions et diapositives",
    gif: "GIF",
    "gif.what": "Lisible partout, avec moins de couleurs",
    webp: "WebP animé",
    "webp.what": "Chaque pixel exact, pour les discussions et les pages web",
    apng: "PNG animé",
    "apng.what": "Chaque pixel exact",
    length: "Durée",
    seconds: { one: "{count} seconde", other: "{count} secondes" },
    minutes: { one: "{count} minute", other: "{count} minutes" },
    width: "Largeur",
    pixels: { one: "{count} pixel", other: "{count} pixels" },
    pauses: "Raccourcir les longues pauses",
    make: "Créer le film",
    loading: "Vérification de ce qui est possible…",
    waiting: "D’autres films passent d’abord…",
    working: "Le film est en cours de création…",
    progress: "Avancement",
    percent: "{percent} % terminé",
    cancel: "Annuler",
    done: "Le film est prêt.",
    megabytes: "{size} Mo",
    kilobytes: "{size} ko",
    kept: "Il peut être téléchargé pendant dix minutes.",
    download: "Télécharger",
    another: "En créer un autre",
    failed: "Le film n’a pas pu être créé.",
    "failed.busy": "Trop de films sont en cours de création ici. Réessayez dans une minute.",
    "failed.blank": "Rien n’est encore dessiné, il n’y a donc rien à montrer.",
    "failed.gone": "Le film n’est plus là : il n’a pas été téléchargé à temps. Créez-le à nouveau.",
    "failed.offline": "Le serveur ne répond pas. Vérifiez la connexion et réessayez.",
    again: "Réessayer",
  },
};
