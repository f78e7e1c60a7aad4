import { createHash } from "node:crypto";
import { cutText } from "../split.ts";
import type { BotFrame } from "./bot-frame.ts";
import { shortHash } from "./keys.ts";

const STREAM_BYTES = 20_480;
const WELCOME_BYTES = 2_048;

/** Ends a stream nobody can continue, so that the client stops waiting. */
export function endOfStream(id: string): object {
  return stream(id, "这条没有办完，请再发一次。");
}

/**
 * The inner answer to a frame, each kind in the only form WeCom takes for it; null when it takes none.
 * https://developer.work.weixin.qq.com/document/path/101031
 */
export function answerTo(frame: BotFrame, key: string, text: string, png?: Buffer): object | null {
  if (frame.msgtype !== "event") return stream(`s-${shortHash(key)}`, text, png);
  if (frame.event?.eventtype === "enter_chat")
    return { msgtype: "text", text: { content: cutText(text, WELCOME_BYTES) } };
  const card = frame.event?.template_card_event;
  return card?.task_id === undefined ? null : updatedCard(frame.from.userid, card.task_id, text);
}

/** Whether the answer to a frame can hold a picture. */
export const holdsPicture = ({ msgtype }: BotFrame): boolean => msgtype !== "event";

/** A second delivery must carry the same id, which is why the id is made from the message's key. */
function stream(id: string, text: string, png?: Buffer): object {
  const items = png && { msg_item: [{ msgtype: "image", image: asItem(png) }] };
  return { msgtype: "stream", stream: { id, finish: true, content: cutText(text, STREAM_BYTES), ...items } };
}

/** The sum is that of the bytes before base64. */
const asItem = (png: Buffer) => ({
  base64: png.toString("base64"),
  md5: createHash("md5").update(png).digest("hex"),
});

/** Only the card of the one who pressed changes. https://developer.work.weixin.qq.com/document/path/101032 */
function updatedCard(userid: string, taskId: string, text: string): object {
  return {
    response_type: "update_template_card",
    userids: [userid],
    template_card: {
      card_type: "text_notice",
      sub_title_text: cutText(text, 336),
      card_action: { type: 1, url: "https://work.weixin.qq.com/" },
      task_id: taskId,
    },
  };
}
