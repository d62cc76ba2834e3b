/** Sends a picture to the server, where a class takes it from. */

/** The picture as the server names it; throws an `Error` with the status when it is not taken. */
export async function sendPicture(room: string, file: Blob, key?: string): Promise<string> {
  const headers: HeadersInit = key ? { authorization: `Bearer ${key}` } : {};
  const answer = await fetch(`/api/rooms/${room}/images`, { method: "POST", headers, body: file });
  if (!answer.ok) throw new Error(String(answer.status));
  const { image } = (await answer.json()) as { image: string };
  return image;
}

/** A file of the whole class, saved by the browser. */
export async function saveFile(path: string, key: string, name: string): Promise<void> {
  const answer = await fetch(path, { headers: { authorization: `Bearer ${key}` } });
  if (!answer.ok) throw new Error(String(answer.status));
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement("a");
  Object.assign(link, { href: url, download: name });
  link.click();
  // The browser has to have begun with it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
