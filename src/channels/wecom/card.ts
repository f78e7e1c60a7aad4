import type { Outgoing } from "../channel.ts";

// What WeCom shows of a card without cutting it, and takes of a key.
// https://developer.work.weixin.qq.com/document/path/101032
const titleCharacters = 26;
const bodyCharacters = 112;
const labelCharacters = 10;
const keyBytes = 1_024;
const mostButtons = 6;

/**
 * A text with buttons, or null when there are none or it is longer than a card shows; it is then sent with the words in
 * it. The key of a button is what a tap on it says. The task id is the same on every attempt and of no other card.
 */
export function cardOf({ id, buttons }: Pick<Outgoing, "id" | "buttons">): object | null {
  if (!buttons || buttons.list.length === 0 || buttons.list.length > mostButtons) return null;
  const fits = ({ label, says }: (typeof buttons.list)[number]) =>
    [...label].length <= labelCharacters && Buffer.byteLength(says) <= keyBytes;
  const [first = "", ...rest] = buttons.text.split("\n");
  const title = [...first].length <= titleCharacters ? first : "请看一下";
  const body = title === first ? rest.join("\n") : buttons.text;
  if ([...body].length > bodyCharacters || !buttons.list.every(fits)) return null;
  return {
    card_type: "button_interaction",
    main_title: { title },
    ...(body && { sub_title_text: body }),
    button_list: buttons.list.map(({ label, says }, index) => ({ text: label, style: index === 0 ? 1 : 2, key: says })),
    task_id: id,
  };
}
