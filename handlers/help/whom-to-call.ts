import { type Context, ownPlaceId } from "../../src/bot/context.ts";
import { inChargeOf } from "../../src/bot/tell/in-charge.ts";
import { published } from "../../src/bot/wording.ts";

const mostNamed = 3;

/** `要找真人：王建国（村委会主任），电话0537-2345678。`: those in charge here, with the numbers that anybody may know. */
export async function whomToCall(context: Context): Promise<string> {
  const { tables } = context;
  const own = ownPlaceId(context);
  if (own === null) return "公开的电话发“电话 民政所”。";
  const people = (await inChargeOf({ place_id: own, accused: "", author_id: null }, tables)).slice(0, mostNamed);
  const names = await tables.people.names(people);
  const office = await tables.people.inOffice((await tables.places.upwards(own)).map(({ id }) => id));
  const numbers = (await tables.directory.all()).filter(({ isPublic, phone }) => isPublic && phone !== null);
  const said = people.flatMap((id) => {
    const name = names.get(id);
    if (name === undefined) return [];
    const title = office.find((one) => one.person_id === id && one.title !== "")?.title ?? "";
    const phone = numbers.find((one) => one.name === name)?.phone;
    return [`${name}${title && `（${title}）`}${phone ? ` 电话${published(phone)}` : ""}`];
  });
  const line = said.length > 0 ? `要找真人：${said.join("、")}。` : "";
  return `${line}别的公开电话发“电话 民政所”。`;
}
