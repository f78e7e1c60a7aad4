/** What a channel calls itself, without a colon: `wecom`, `qq`, `onebot`, `sandbox`. */
export type ChannelName = string;

/**
 * One account on one platform, in full: `wecom:CORP:zhangsan`, `qq:APP:user:OPENID`,
 * `qq:APP:member:GROUP_OPENID:OPENID`, `onebot:10001`, `sandbox:NAME`.
 */
export type AccountKey = string;

/** A chat of one bot. `id` is the group's or, in a one-to-one chat, the user's id as the platform writes it. */
export type ChatAddress = {
  readonly channel: ChannelName;
  /** which of the channel's bots: WeCom corp or bot id, QQ AppID, OneBot self_id */
  readonly bot: string;
  readonly kind: "group" | "direct";
  readonly id: string;
};

export type Sender = {
  readonly account: AccountKey;
  /** the form used in rosters and ADMINS: `wecom:zhangsan`, `qq:OPENID`, `onebot:10001` */
  readonly shortAccount: string;
  /** what the platform calls the sender; may be empty */
  readonly name: string;
};

/** A picture that still lies with its platform: what the channel it came by needs to fetch it. */
export type PictureSource = {
  /** an address, or the platform's id of it */
  readonly at: string;
  /** what opens it, where it lies encrypted */
  readonly key?: string;
};

/** A message as every channel decodes it. */
export type Message = {
  readonly type: "message";
  /** unique among everything ever received; a second delivery has the same key */
  readonly key: string;
  /** another id of this delivery, where the platform has one: either of the two known means the same message */
  readonly alsoKey?: string;
  /** the platform's id of this message, unique enough within the chat to find it again for a recall or a quote */
  readonly platformId?: string;
  readonly chat: ChatAddress;
  readonly sender: Sender;
  /** plain text in the sender's characters; mentions of the bot may still stand in it */
  readonly text: string;
  /** pictures in it, which stand in `text` as `[图片]`; absent: none, or none that can be fetched */
  readonly pictures?: readonly PictureSource[];
  /** it was spoken, and the platform wrote down what it heard */
  readonly voice?: true;
  /** the platform said, by an object and not by text, that the bot is mentioned */
  readonly mentioned: boolean;
  /** others whom the platform says are mentioned: the words by which they stand in `text`, and who they are */
  readonly mentions?: readonly { readonly text: string; readonly account: AccountKey; readonly shortAccount: string }[];
  /** display names under which the bot may be mentioned in `text` */
  readonly botNames: readonly string[];
  readonly quote: { readonly messageId?: string; readonly text?: string } | null;
  /** epoch milliseconds at which it was sent, by the platform's clock */
  readonly sentAt: number;
  /** the platform's own order of messages in this chat, where it has one */
  readonly sequence?: number;
  /** `response`: this delivery's own response carries an answer; `push`: answers are sent by API */
  readonly answers: "response" | "push";
  /** bytes the response holds; a longer answer is sent instead. Absent: it holds any, or nothing can be sent */
  readonly answerBytes?: number;
  /** what a pushed answer must name so that the platform takes it as a reply (QQ msg_id), and until when */
  readonly replyTo?: { readonly id: string; readonly until: number };
  /** where the sender can be answered privately; null when the platform has no way */
  readonly privately: ChatAddress | null;
  /** only the response of a delivery reaches this chat: later nothing can be sent there without a key of the group */
  readonly answerOnly?: true;
  /** only members of the organisation can be in this chat */
  readonly staffOnly?: true;
  /** what the platform lets the bot hear in this chat, as far as this delivery shows */
  readonly hears: "all" | "mentions" | "unknown";
  /** authentic but outside the freshness window: a known key gets its stored answer, a new one is refused */
  readonly stale?: true;
};

/** The platform says a message was taken back. `platformId` is the one the message came with, in the same chat. */
export type Recall = {
  readonly type: "recall";
  readonly key: string;
  readonly platformId: string;
  readonly chat: ChatAddress;
  /** who took it back, where the platform says so: its sender or somebody who runs the group */
  readonly by?: AccountKey;
  readonly sentAt: number;
};

/**
 * The bot came into a chat, was thrown out, or may or may not speak first there from now on; `push-changed`: somebody
 * decided on that, and only trying tells what.
 */
export type ChatChange = {
  readonly type: "chat";
  readonly key: string;
  readonly chat: ChatAddress;
  readonly change: "joined" | "left" | "may-push" | "no-push" | "push-changed";
  readonly sentAt: number;
  readonly answers: "response" | "push";
  readonly replyTo?: { readonly id: string; readonly until: number };
  /** as {@link Message.stale} */
  readonly stale?: true;
};

export type Incoming = Message | Recall | ChatChange;

/**
 * What accepting something gives back to the channel: the answer for its response, or null for none.
 * `refused`: it was stale and its key unknown; nothing was done, and the channel answers with its refusal. `picture`: to
 * be shown with the answer, for nothing else reaches the chat; where the response cannot, `instead` is said behind it.
 */
export type Accepted = {
  readonly answer: string | null;
  readonly refused?: true;
  readonly picture?: { png(): Promise<Buffer>; readonly instead: string };
};

export type Accept = (incoming: Incoming) => Promise<Accepted>;

/** `wecom:CORP:group:ID`, the one written form of a chat's address. */
export function chatKey(chat: ChatAddress): string {
  return `${chat.channel}:${chat.bot}:${chat.kind}:${chat.id}`;
}

/** The inverse of {@link chatKey}. Ids may hold colons, bots may not. */
export function parseChatKey(key: string): ChatAddress {
  const [channel, bot, kind, ...id] = key.split(":");
  if (!channel || bot === undefined || (kind !== "group" && kind !== "direct") || id.length === 0)
    throw new Error(`not a chat key: ${key}`);
  return { channel, bot, kind, id: id.join(":") };
}
