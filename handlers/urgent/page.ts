import { ranks } from "../../src/bot/digest/section.ts";
import { html } from "../../src/page/html.ts";
import { defineCard } from "../../src/page/page.ts";
import { card } from "../../src/page/parts/card.ts";

/** That somebody waits for help, and nothing of who or where. */
export const urgentCard = defineCard({
  rank: ranks.exception,
  load: ({ place, onlooker }, read) => read.waiting.count("urgent", place.path, onlooker),
  view: ({ total }) =>
    total > 0 &&
    card(
      "急事",
      { needs: true, count: { value: total, of: "件没办完" } },
      html`<p class="soft">是什么事、在哪里，只在聊天里单独说。</p>`,
    ),
});
