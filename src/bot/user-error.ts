/** What the sender can put right. The text is the answer: what was understood, what was not, one example that works. */
export class UserError extends Error {
  override readonly name = "UserError" as const;
  /** said in the group instead, without the content, when there is no private way to the sender */
  readonly inGroup: string;

  constructor(text: string, inGroup = "没听明白，请私聊我，或发“/帮助”。") {
    super(text);
    this.inGroup = inGroup;
  }
}

/** What the sender's post does not reach to: refused, and noted in the audit. */
export class NotAllowed extends UserError {}
