import { z } from "zod";
import { id } from "./event.ts";
import { parseFrame } from "./frame.ts";

/** What came of an API call, whichever way it was made. Errors hold codes, never addresses or words. */
export type Called =
  | { readonly kind: "reply"; readonly reply: Reply }
  /** HTTP only: an answer that is not 200 */
  | { readonly kind: "status"; readonly status: number; readonly retryAfterMs?: number }
  /** the call did not reach the implementation */
  | { readonly kind: "unreached"; readonly error: string }
  /** the call went out and no answer to it came back */
  | { readonly kind: "unanswered"; readonly error: string };

export type Parameters = Readonly<Record<string, unknown>>;

/** Makes an API call. Never throws. */
export type Call = (action: string, parameters: Parameters) => Promise<Called>;

const reply = z.object({
  status: z.string().catch(""),
  retcode: z.coerce.number().catch(Number.NaN),
  /** what went wrong, in words of the implementation */
  wording: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  data: z
    .object({
      message_id: id.optional().catch(undefined),
      /** of a picture that was asked for */
      url: z.string().optional().catch(undefined),
      base64: z.string().optional().catch(undefined),
    })
    .catch({}),
});

export type Reply = z.infer<typeof reply>;

export function readReply(frame: Readonly<Record<string, unknown>>): Reply {
  return reply.parse(frame);
}

/** As {@link readReply}, from text; null when it is no JSON object. */
export function parseReply(source: string): Reply | null {
  try {
    return readReply(parseFrame(source));
  } catch {
    return null;
  }
}
