import type { Context } from "../../src/bot/context.ts";
import { type Reader, readerOf } from "../../src/bot/digest/reader.ts";
import { UserError } from "../../src/bot/user-error.ts";

/** Of which places the actor reads digests; an admin by ADMINS of all. @throws UserError when of none */
export function demandReader({ actor, places }: Context): Reader {
  const { person, posts, isAdmin } = actor;
  const root = isAdmin ? places.root() : undefined;
  const reader =
    person &&
    (readerOf(person.id, posts, places) ?? (root && { personId: person.id, places: [{ ...root, isAbove: true }] }));
  if (!reader) throw new UserError("您还没登记姓名，收不了简报。请管理员“/发码”，您再“/认领”。");
  return reader;
}
