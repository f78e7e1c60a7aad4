import { defineSection, ranks } from "../../src/bot/digest/section.ts";

/** `听不全的群2个（只收@我的话）` */
export const groupSection = defineSection({
  name: "group",
  about: "place",
  gather: ({ place }, tables) => tables.groups.deafBelow(place.path),
  lines: (deaf) => (deaf === 0 ? [] : [{ text: `听不全的群${deaf}个（只收@我的话）`, rank: ranks.bot, isNews: false }]),
});
