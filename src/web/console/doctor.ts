import { type Finding, stateWords } from "../../doctor/finding.ts";
import type { Shown } from "../../page/html.ts";
import { html } from "../../page/html.ts";
import { card, empty } from "../../page/parts/card.ts";
import { table } from "../../page/parts/table.ts";
import { defineDeskPage, reachOf } from "./desk.ts";

const line = ({ about, state, says, remedy = "" }: Finding): Shown[] => [
  html`<span class=${`state ${state}`}>${stateWords[state]}</span>`,
  about,
  says,
  remedy,
];

/** Everything that can be wrong, with what to do about it. */
export const doctor = defineDeskPage({
  path: "doctor",
  title: "体检",
  part: "",
  needs: "below",
  badge: async (desk) => (await desk.service.doctor(reachOf(desk))).filter(({ state }) => state === "bad").length,
  load: (desk) => desk.service.doctor(reachOf(desk)),
  view(findings) {
    const wanting = findings.filter(({ state }) => state !== "good");
    const well = findings.filter(({ state }) => state === "good");
    const head = ["要不要管", "哪一项", "怎么样", "怎么办"];
    return [
      card(
        "要管的",
        { count: { value: wanting.length, of: "件" }, needs: wanting.some(({ state }) => state === "bad") },
        wanting.length === 0 ? empty("都好。") : table("要管的", head, wanting.map(line)),
      ),
      well.length > 0 &&
        card(
          "好的",
          { count: { value: well.length, of: "件" } },
          table(
            "好的",
            head.slice(0, 3),
            well.map((one) => line(one).slice(0, 3)),
          ),
        ),
      html`<p class="note">命令行里也能看，还会看数据库文件是不是完整：npm run -s cli -- doctor</p>`,
    ];
  },
});
