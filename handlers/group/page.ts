import { ranks } from "../../src/bot/digest/section.ts";
import { html } from "../../src/page/html.ts";
import { defineCard } from "../../src/page/page.ts";

export const groupCard = defineCard({
  rank: ranks.bot,
  load: ({ place }, read) => read.groups.deafBelow(place.path),
  view: (deaf) => deaf > 0 && html`<p class="note">${`有${deaf}个群只听得到@我的话。那里没声音，不等于没意见。`}</p>`,
});
