import { z } from "zod";
import { type KeyPair, open, seal } from "./crypto.ts";
import { readXml, writeXml, type XmlValue } from "./xml.ts";

/** A callback as WeCom would post it: the query to append to the address, and the body. */
export type Callback = { readonly query: string; readonly body: string };

/** Seconds and a nonce, as WeCom chooses them for each delivery. */
export type Stamp = { readonly timestamp: string; readonly nonce: string };

/** The query of the check WeCom makes when an address is saved; the answer must be `echo` itself. */
export function echoQuery(pair: KeyPair, receiveId: string, echo: string, stamp: Stamp): string {
  const sealed = seal(pair, receiveId, echo, stamp);
  return query(sealed.signature, stamp, { echostr: sealed.encrypt });
}

/** `frame` is what the 智能机器人 is told: `{msgid, aibotid, chattype, from, msgtype, …}`. */
export function botCallback(pair: KeyPair, frame: object, stamp: Stamp): Callback {
  const sealed = seal(pair, "", JSON.stringify(frame), stamp);
  return { query: query(sealed.signature, stamp), body: JSON.stringify({ encrypt: sealed.encrypt }) };
}

const botAnswer = z.object({ encrypt: z.string(), msgsignature: z.string(), timestamp: z.number(), nonce: z.string() });

/** The inner answer, read as strictly as WeCom reads it: signed, and under the nonce of the request. Null when not. */
export function readBotAnswer(pair: KeyPair, body: string, nonce: string): unknown {
  const answer = botAnswer.parse(JSON.parse(body));
  const { msgsignature: signature, encrypt } = answer;
  const opened = open([pair], "", { signature, timestamp: String(answer.timestamp), nonce, encrypt });
  return opened === null ? null : JSON.parse(opened.message);
}

const content = z.object({ content: z.string() }).optional();
const innerAnswer = z.object({ stream: content, text: content, markdown: content });

/** What a person would see of an inner answer as JSON, `{msgtype: "text", text: {content}}`; empty: nothing. */
export function wordsOfBotAnswer(answer: string): string {
  const said = innerAnswer.safeParse(answer === "" ? null : JSON.parse(answer));
  return said.success ? ((said.data.stream ?? said.data.text ?? said.data.markdown)?.content ?? "") : "";
}

/** `fields` are the elements an app is sent: `{ToUserName, FromUserName, CreateTime, MsgType, Content, MsgId, AgentID}`. */
export function appCallback(
  pair: KeyPair,
  corpId: string,
  fields: Readonly<Record<string, XmlValue>>,
  stamp: Stamp,
): Callback {
  const sealed = seal(pair, corpId, writeXml({ xml: fields }), stamp);
  return {
    query: query(sealed.signature, stamp),
    body: writeXml({ xml: { ToUserName: corpId, Encrypt: sealed.encrypt } }),
  };
}

/** The plain XML of an answer, or null when it is not one WeCom would take. */
export function readAppAnswer(pair: KeyPair, corpId: string, body: string): string | null {
  const envelope = readXml(body);
  const [encrypt, signature, timestamp, nonce] = ["Encrypt", "MsgSignature", "TimeStamp", "Nonce"].map((name) =>
    envelope?.get(name),
  );
  if (!encrypt || !signature || !timestamp || !nonce) return null;
  return open([pair], corpId, { signature, timestamp, nonce, encrypt })?.message ?? null;
}

/** What a person would see of the plain XML of an answer; empty: nothing. */
export const wordsOfAppAnswer = (answer: string): string => readXml(answer)?.get("Content") ?? "";

function query(signature: string, stamp: Stamp, more: Readonly<Record<string, string>> = {}): string {
  return new URLSearchParams({ msg_signature: signature, ...stamp, ...more }).toString();
}
