import { defineSection, ranks } from "../../src/bot/digest/section.ts";
import { dayLength, lateBounds } from "../../src/ledger/assignment-days.ts";

const lookedBack = 365 * dayLength;

/** `述职整改 57件：办结40、在办12、超期5`: while something of it is open. */
export const meetingSection = defineSection({
  name: "what came of meetings",
  about: "place",
  gather: ({ place, now, calendar }, tables) =>
    tables.meetings.outcomes(place.path, now - lookedBack, lateBounds(now, calendar).before),
  lines: ({ total, closed, late }) =>
    total === closed
      ? []
      : [
          {
            text: `述职整改 ${total}件：办结${closed}、在办${total - closed - late}、超期${late}`,
            rank: ranks.exception + 12,
            isNews: false,
          },
        ],
});
