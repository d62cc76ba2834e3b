/**
 * The letters of the text tool: pen strokes on a grid, drawn for easel.
 *
 * Each sign is its width and then its paths. A place is two digits to base 36, x and y, y downwards: capitals stand
 * from 6 to 20, small letters from 11, tails end at 26. A path is a curve held by its places; after `/` it has
 * corners instead, and after `.` it is closed. A path of one place is a dot.
 */

const SIGNS = `
!0 /060f 0k
"4 /060a /464a
#a /462k /866k /1aaa /0g9g
$9 9986060d9d9k1k0h /444m
%c /b61k .06565b0b .7fcfck7k
&b bk2a26868a0e0k7kbd
'0 /060a
(3 35090i3m
)3 05393i0m
*8 /464e /187c /781c
+a /595j /0eae
,1 /1j0n
-6 /0e6e
.0 0k
/8 /840n
09 .06969k0k
14 /09464k
29 0916969b0k /0k9k
39 0816868d3d 3d9d9k1k0i
49 /6k660f9f
59 /86160c 0c2b9b9k1k0i
69 86080g .0c9c9k0k
79 /06963k
89 .16868d1d .0d9d9k0k
99 .06969e0e 9a9i1k
:0 0c 0k
;1 1c /1j0n
<9 /980e9k
=a /0bab /0hah
>9 /089e0k
?8 0906868b4c4f 4k
@f .4ababg4g babgfgf6060lal
Aa /0k56ak /2f8f
B9 /060k 06868d0d 0d9d9k0k
Ca a996060k9kah
Da /060k 06a6ak0k
E8 /86060k8k /0d7d
F8 /86060k /0d7d
Ga a996060kakad /ad6d
Ha /060k /a6ak /0dad
I0 /060k
J7 767f7k0k0g
K9 /060k /960e /3b9k
L8 /060k8k
Mc /0k066gc6ck
Na /0k06aka6
Ob .06b6bk0k
P9 /060k 06969e0e
Qb .06b6bk0k /7gbl
R9 /060k 06969d0d /4d9k
S9 9986060d9d9k1k0h
Ta /06a6 /565k
Ua 060b0kakaba6
Va /065ka6
We /063k78bke6
Xa /06ak /a60k
Ya /065da6 /5d5k
Za /06a60kak
[3 /35050m3m
\\8 /048n
]3 /05353m0m
^8 /0a468a
_a /0nan
\`3 /0639
a8 /8b8k .0b8b8k0k
b8 /060k .0b8b8k0k
c7 7d6b0b0k6k7i
d8 /868k .0b8b8k0k
e8 /0f8f 8f8b0b0k7k8i
f6 66262b2k /0b5b
g8 .0b8b8k0k 8b8k8q1q0o
h8 /060k 0e1b8b8f8k
i0 /0b0k 07
j3 3b3k3q0q 37
k8 /060k /7b0h /3e8k
l3 060f0k3k
mc /0b0k 0e1b6b6f6k 6e7bcbcfck
n8 /0b0k 0e1b8b8f8k
o8 .0b8b8k0k
p8 /0b0q .0b8b8k0k
q8 /8b8q .0b8b8k0k
r5 /0b0k 0f0b5b
s7 7d6b0b0f7f7k1k0i
t5 272f2k5k /0b5b
u8 /8b8k 0b0f0k7k8h
v8 /0b4k8b
wc /0b3k6c9kcb
x8 /0b8k /8b0k
y8 /0b4k 8b4k2q0q
z8 /0b8b0k8k
{5 55252d0d 0d2d2m5m
|0 /040n
}5 05353d5d 5d3d3m0m
~a 0f2b8had
¡0 0b /0g0p
¿8 4b 4g4j0k0p8p8m
ß9 0k0b06767c4c 4c9c9k3k
æe .0b7b7k0k /7b7k /7fef efeb7b7kdkei
Æd /d6660k /767kdk /3ddd
œf .0b8b8k0k /8fff fffb8b8kekfi
Œg .06a6ak0k /g6a6akgk /adfd
ı0 /0b0k
ȷ3 3b3k3q0q
’1 /160a
‘1 /061a
“5 /061a /465a
”5 /160a /564a
–8 /0e8e
—e /0eee
…8 0k 4k 8k
€b ba96262k9kbg /0b8b /0f7f
£9 9986262d2h0k /0k9k /0d6d
«8 /4b0f4j /8b4f8j
»8 /0b4f0j /4b8f4j
°4 .06464a0a
·0 0d
`;

/** Marks above and below, drawn for a small letter; their middle lies on the letter's. */
const MARKS = `
\u03003 /0639
\u03013 /0936
\u03026 /093669
\u03038 08265986
\u03046 /0767
\u03066 06096966
\u03070 07
\u03085 07 57
\u030a4 .05454909
\u030c6 /063966
\u03274 2k2m4n3q0p
`;

/** A path of a pen: places on the grid. */
export interface Path {
  kind: "curve" | "corners" | "closed";
  places: readonly (readonly [number, number])[];
}

/** One sign. */
export interface Glyph {
  width: number;
  paths: readonly Path[];
}

/** Where capitals begin, and where letters stand. */
export const CAPITAL_TOP = 6;
export const BASELINE = 20;

/** Lowest place of the grid. */
export const BOTTOM = 26;

const signs = read(SIGNS);
const marks = read(MARKS);

/** How far a mark stands off a small letter, and off one that is as high as a capital. */
const OFF = 1;
const OFF_TALL = 6;

/** Small letters that are as high as capitals. */
const TALL = "bdfhklt";

/** The mark that hangs below. */
const CEDILLA = "\u0327";

/** The sign of a letter, with its marks; null when there is none. */
export function glyphOf(letter: string): Glyph | null {
  const whole = signs.get(letter);
  if (whole) return whole;
  const [base = "", ...over] = letter.normalize("NFD");
  const glyph = signs.get(dotless(base, over));
  if (!glyph || over.length === 0) return null;
  const isTall = base !== base.toLowerCase() || TALL.includes(base);
  const paths = [...glyph.paths];
  for (const mark of over) {
    const drawn = marks.get(mark);
    if (!drawn) return null;
    const right = (glyph.width - drawn.width) / 2;
    const down = mark === CEDILLA ? 0 : isTall ? -OFF_TALL : -OFF;
    for (const path of drawn.paths) {
      const places = path.places.map(([x, y]) => [x + right, y + down] as const);
      paths.push({ ...path, places });
    }
  }
  return { width: glyph.width, paths };
}

/** A mark takes the place of the dot. */
function dotless(base: string, over: string[]): string {
  if (over.every((mark) => mark === CEDILLA)) return base;
  return base === "i" ? "ı" : base === "j" ? "ȷ" : base;
}

function read(table: string): Map<string, Glyph> {
  const lines = table.split("\n").filter((line) => line.length > 1);
  return new Map(
    lines.map((line) => {
      const [head = "", ...paths] = line.split(" ");
      return [head[0] ?? "", { width: digit(head, 1), paths: paths.map(pathOf) }];
    }),
  );
}

function pathOf(text: string): Path {
  const kind = text[0] === "/" ? "corners" : text[0] === "." ? "closed" : "curve";
  const places: [number, number][] = [];
  for (let at = kind === "curve" ? 0 : 1; at + 1 < text.length; at += 2) {
    places.push([digit(text, at), digit(text, at + 1)]);
  }
  return { kind, places };
}

function digit(text: string, at: number): number {
  return Number.parseInt(text[at] ?? "0", 36);
}
