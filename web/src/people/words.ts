/** The words of people: who is here, where they point, what they say. */

import { speak, type Words } from "../i18n";

/** The English table; other languages have the same keys. */
export const en = {
  "color.blue": "Blue",
  "color.red": "Red",
  "color.green": "Green",
  "color.purple": "Purple",
  "color.orange": "Orange",
  "color.teal": "Teal",
  "color.magenta": "Magenta",
  "color.brown": "Brown",
  "color.indigo": "Indigo",
  "color.olive": "Olive",
  "color.slate": "Slate",
  "color.crimson": "Crimson",
  "name.automatic": "{color} {animal}",
  "name.animals":
    "Otter Fox Owl Hare Lynx Seal Swan Wren Crane Robin Panda Koala Heron Gecko Finch Beaver Badger Puffin Raven Marten Lemur Ibis Deer Newt",
  "name.somebody": "Somebody",

  "people.button": { one: "People: {count} here", other: "People: {count} here" },
  "people.title": { one: "{count} person here", other: "{count} people here" },
  "people.more": { one: "and {count} more", other: "and {count} more" },
  "people.name": "Your name",
  "people.color": "Your colour: {color}",
  "people.colors": "Your colour",
  "people.you": "you",
  "people.viewer": "watching",
  "people.idle": "away",
  "people.presents": "presenting",
  "people.hand": "hand up, number {count}",
  "people.follow": "Follow",
  "people.followWho": "Follow {name}",
  "people.following": "Following",
  "people.alone": "Nobody else is here yet. Invite with Share.",
  "people.renamed": "Your name is {name}",

  "cursors.label": "Show cursors",
  "cursors.all": "All",
  "cursors.drawing": "While drawing",
  "cursors.none": "None",

  "hand.raise": "Raise hand",
  "hand.lower": "Lower hand",
  "hand.up": "Your hand is up",
  "hand.down": "Your hand is down",
  "hand.raised": "{name} raised a hand",

  "follow.is": "Following {name}",
  "follow.stop": "Stop",
  "follow.stopKeys": "Stop (Esc)",
  "follow.stopped": "You no longer follow {name}",
  "follow.left": "{name} left",

  "present.start": "Present my view",
  "present.stop": "Stop presenting",
  "present.mine": "Others are offered your view",
  "present.is": "{name} is presenting",
  "present.dismiss": "Not now",

  "chat.button": "Chat",
  "chat.unread": { one: "Chat: {count} new line", other: "Chat: {count} new lines" },
  "chat.close": "Close the chat",
  "chat.field": "Say something",
  "chat.send": "Send",
  "chat.empty": "Nothing said yet.",
  "chat.said": "{name}: {text}",
  "chat.waits": "waiting for the server",

  "clear.who": "{name} cleared the canvas",
  "clear.you": "You cleared the canvas",
  "clear.undo": "Undo",
  "clear.late": "Too late: a clear can be undone for 30 seconds.",
} as const satisfies Words;

/** The text of a key, filled in. */
export const t = speak(en, "people");
