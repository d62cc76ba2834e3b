/** The page's words in Turkish: films. */

import type { Tables } from "../i18n";

/** By area. */
export const film: Tables = {
  film: {
    title: "Film olarak kaydet",
    kind: "Film türü",
    mp4: "Video (MP4)",
    "mp4.what": "Telefon, sohbet ve slaytlar için",
    gif: "GIF",
    "gif.what": "Her yerde oynar, daha az renkle",
    webp: "Hareketli WebP",
    "webp.what": "Her piksel tam, sohbetler ve web sayfaları için",
    apng: "Hareketli PNG",
    "apng.what": "Her piksel tam",
    length: "Uzunluk",
    seconds: { one: "{count} saniye", other: "{count} saniye" },
    minutes: { one: "{count} dakika", other: "{count} dakika" },
    width: "Genişlik",
    pixels: { one: "{count} piksel", other: "{count} piksel" },
    pauses: "Uzun araları kısalt",
    make: "Filmi oluştur",
    loading: "Neler yapılabileceği soruluyor…",
    waiting: "Önce başka filmler oluşturuluyor…",
    working: "Film oluşturuluyor…",
    progress: "İlerleme",
    percent: "%{percent} tamamlandı",
    cancel: "İptal",
    done: "Film hazır.",
    megabytes: "{size} MB",
    kilobytes: "{size} kB",
    kept: "On dakika boyunca indirilebilir.",
    download: "İndir",
    another: "Bir tane daha oluştur",
    failed: "Film oluşturulamadı.",
    "failed.busy": "Burada çok fazla film oluşturuluyor. Bir dakika sonra yeniden dene.",
    "failed.blank": "Henüz bir şey çizilmedi, bu yüzden gösterilecek bir şey yok.",
    "failed.gone": "Film artık yok: zamanında indirilmedi. Yeniden oluştur.",
    "failed.offline": "Sunucu yanıt vermiyor. Bağlantıyı kontrol edip yeniden dene.",
    again: "Yeniden dene",
  },
};
