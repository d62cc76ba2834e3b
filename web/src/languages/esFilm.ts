/** The page's words in Spanish: films. */

import type { Tables } from "../i18n";

/** By area. */
export const film: Tables = {
  film: {
    title: "Guardar como película",
    kind: "Tipo de película",
    mp4: "Vídeo (MP4)",
    "mp4.what": "Para móviles, chats y diapositivas",
    gif: "GIF",
    "gif.what": "Se ve en todas partes, con menos colores",
    webp: "WebP animado",
    "webp.what": "Cada píxel exacto, para chats y páginas web",
    apng: "PNG animado",
    "apng.what": "Cada píxel exacto",
    length: "Duración",
    seconds: { one: "{count} segundo", other: "{count} segundos" },
    minutes: { one: "{count} minuto", other: "{count} minutos" },
    width: "Ancho",
    pixels: { one: "{count} píxel", other: "{count} píxeles" },
    pauses: "Acortar las pausas largas",
    make: "Hacer la película",
    loading: "Preguntando qué se puede hacer…",
    waiting: "Antes se hacen otras películas…",
    working: "Se está haciendo la película…",
    progress: "Progreso",
    percent: "{percent} % hecho",
    cancel: "Cancelar",
    done: "La película está lista.",
    megabytes: "{size} MB",
    kilobytes: "{size} kB",
    kept: "Se puede descargar durante diez minutos.",
    download: "Descargar",
    another: "Hacer otra",
    failed: "No se pudo hacer la película.",
    "failed.busy": "Aquí se están haciendo demasiadas películas. Inténtalo de nuevo en un minuto.",
    "failed.blank": "Aún no hay nada dibujado, así que no hay nada que mostrar.",
    "failed.gone": "La película ya no está: no se descargó a tiempo. Hazla de nuevo.",
    "failed.offline": "El servidor no responde. Comprueba la conexión e inténtalo de nuevo.",
    again: "Intentar de nuevo",
  },
};
