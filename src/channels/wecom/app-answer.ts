import { cutText } from "../split.ts";
import type { AppFields } from "./app-incoming.ts";
import { writeXml } from "./xml.ts";

export const TEXT_BYTES = 2_048;
export const SUBTITLE_BYTES = 336;

/** The plain XML of an answer. https://developer.work.weixin.qq.com/document/path/90241 */
export function answerTo(fields: AppFields, corpId: string, text: string, nowMs: number): string {
  const header = {
    ToUserName: fields.get("FromUserName") ?? "",
    FromUserName: corpId,
    CreateTime: Math.floor(nowMs / 1000),
  };
  if (fields.get("Event") !== "template_card_event")
    return writeXml({ xml: { ...header, MsgType: "text", Content: cutText(text, TEXT_BYTES) } });
  const card = {
    CardType: "text_notice",
    SubTitleText: cutText(text, SUBTITLE_BYTES),
    CardAction: { Type: 1, Url: "https://work.weixin.qq.com/" },
  };
  return writeXml({ xml: { ...header, MsgType: "update_template_card", TemplateCard: card } });
}
