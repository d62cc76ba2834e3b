/** Names for new rooms. */

const ADJECTIVES =
  "amber bold brave bright calm clever cosy curious eager fancy gentle golden happy jolly kind lively lucky mellow merry nimble proud quick quiet shiny silver sunny swift tidy warm witty";

const ANIMALS =
  "badger bear beaver crane deer dolphin falcon finch fox gecko hare heron ibis koala lark lemur lynx magpie marten mole newt otter owl panda puffin raven robin seal swan wren";

/** A new name that is easy to say: adjective, animal, two digits. */
export function inventRoom(random: () => number = chance): string {
  const pick = (words: string): string => {
    const list = words.split(" ");
    return list[Math.floor(random() * list.length)] ?? "quiet";
  };
  return `${pick(ADJECTIVES)}-${pick(ANIMALS)}-${10 + Math.floor(random() * 90)}`;
}

function chance(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}
