/** What is drawn in the pictures of README.md: a day in spring. */

import { type Artist, type At, along, type Color } from "./artist";

/** A meadow with flowers. */
export async function meadow(artist: Artist): Promise<void> {
  await artist.take("green", 120);
  for (const y of [965, 1045]) {
    await artist.draw(
      "p",
      along(16, (part) => [-40 + part * 2000, y + 18 * Math.sin(part * 9 + y)]),
    );
  }
  const flowers: [Color, number, number][] = [
    ["red", 130, 955],
    ["yellow", 240, 1010],
    ["pink", 355, 965],
    ["orange", 1045, 1010],
    ["yellow", 1425, 1005],
    ["pink", 1850, 1000],
  ];
  for (const [color, x, y] of flowers) {
    await artist.take(color, 16);
    const petals = along(5, (part) => turn([x, y], 17, part * 2 * Math.PI));
    for (const at of petals.slice(1)) await artist.draw("p", [at, at]);
    await artist.take("paper", 16);
    await artist.draw("p", [
      [x, y],
      [x + 1, y],
    ]);
  }
}

/** A house with a roof, a door, a window and smoke. */
export async function house(artist: Artist): Promise<void> {
  await artist.take("grey", 8);
  await artist.fill("r", [880, 420], [930, 560]);
  await artist.take("yellow", 8);
  await artist.fill("r", [560, 600], [1000, 920]);
  await artist.take("red", 24);
  await artist.draw("p", [...rows([780, 390], [500, 600], [1060, 600], 13)]);
  await artist.take("brown", 8);
  await artist.fill("r", [640, 730], [750, 920]);
  await artist.take("blue", 8);
  await artist.fill("r", [820, 690], [940, 800]);
  await artist.take("paper", 6);
  await artist.draw("l", [
    [880, 690],
    [880, 800],
  ]);
  await artist.draw("l", [
    [820, 745],
    [940, 745],
  ]);
  await artist.take("grey", 6);
  await artist.draw(
    "p",
    along(40, (part) => [905 + part * 130 + 30 * Math.sin(part * 16), 400 - part * 190]),
  );
}

/** The sun with its rays, and two birds. */
export async function sun(artist: Artist): Promise<void> {
  const middle: At = [1640, 210];
  await artist.take("yellow", 8);
  await artist.fill("o", [1550, 120], [1730, 300]);
  await artist.take("orange", 12);
  for (const part of along(10, (part) => [part, 0]).slice(1)) {
    const angle = part[0] * 2 * Math.PI;
    await artist.draw("l", [turn(middle, 120, angle), turn(middle, 170, angle)]);
  }
  await artist.take("ink", 6);
  for (const [x, y] of [
    [1290, 190],
    [1380, 250],
  ] as const) {
    await artist.draw("p", [
      ...along(6, (part): At => [x - 45 + part * 45, y - 22 * Math.sin(part * Math.PI)]),
      ...along(6, (part): At => [x + part * 45, y - 22 * Math.sin(part * Math.PI)]),
    ]);
  }
}

/** A tree with apples. */
export async function tree(artist: Artist): Promise<void> {
  await artist.take("brown", 8);
  await artist.fill("r", [1475, 690], [1530, 930]);
  await artist.take("green", 8);
  await artist.fill("o", [1340, 520], [1540, 720]);
  await artist.fill("o", [1460, 510], [1670, 730]);
  await artist.fill("o", [1400, 410], [1610, 620]);
  await artist.take("red", 24);
  for (const at of [
    [1410, 620],
    [1500, 520],
    [1590, 600],
    [1500, 670],
  ] as const) {
    await artist.draw("p", [at, [at[0] + 1, at[1]]]);
  }
}

/** A blanket to sit on. */
export async function blanket(artist: Artist): Promise<void> {
  await artist.take("red", 8);
  await artist.fill("r", [1120, 880], [1380, 975]);
  await artist.take("paper", 8);
  for (const x of [1185, 1250, 1315]) {
    await artist.draw("l", [
      [x, 880],
      [x, 975],
    ]);
  }
}

/** What is to happen, with an arrow and a marked word. */
export async function words(artist: Artist): Promise<void> {
  await artist.take("yellow", 24);
  await artist.draw("m", [
    [110, 262],
    [560, 258],
  ]);
  await artist.take("violet", 12);
  await artist.write([110, 140], "Picnic on Friday!");
  await artist.take("blue", 8);
  await artist.write([112, 262], "Meet at the house, 3 pm");
  await artist.take("pink", 8);
  await artist.draw("a", [
    [330, 330],
    [520, 560],
  ]);
}

/** A heart, up to a part of it. */
export function heart([x, y]: At, size: number, part = 1): At[] {
  return along(30, (step) => {
    const angle = step * part * 2 * Math.PI;
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    const up = 13 * cos - 5 * Math.cos(2 * angle) - 2 * Math.cos(3 * angle);
    return [x + size * 16 * sin ** 3, y - size * (up - Math.cos(4 * angle))];
  });
}

/** A line to and fro that fills a triangle. */
function rows(top: At, left: At, right: At, count: number): At[] {
  return along(count, (part): At => [part, 0]).flatMap(([part], index) => {
    const at = (corner: At): At => [
      top[0] + (corner[0] - top[0]) * part,
      top[1] + (corner[1] - top[1]) * part,
    ];
    return index % 2 ? [at(right), at(left)] : [at(left), at(right)];
  });
}

function turn([x, y]: At, radius: number, angle: number): At {
  return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
}
