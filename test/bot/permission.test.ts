import { describe, expect, test } from "@jest/globals";
import type { Actor } from "../../src/bot/actor.ts";
import { type Act, acts, may } from "../../src/bot/permission.ts";
import type { Role } from "../../src/store/schema.ts";

const paths = { county: "/c/", town: "/c/t/", village: "/c/t/v/", section: "/c/t/v/s/", neighbour: "/c/t/n/" } as const;
type Place = keyof typeof paths;
const places = Object.keys(paths) as readonly Place[];
const roles: readonly Role[] = ["villager", "cadre", "secretary", "admin"];

const holder = (role: Role, at: Place, isAdmin = false): Actor => ({
  account: "sandbox:x",
  person: { id: "x", name: "某人", homePlaceId: null, awayCity: null },
  posts: [{ role, title: "", placeId: at, placePath: paths[at], placeName: at, townId: "t" }],
  isAdmin,
  unsubscribed: false,
});

/** The least role for each act, and from where it reaches a matter of the village. */
const at: readonly Place[] = ["village", "town", "county"];
const above: readonly Place[] = ["town", "county"];
const expected: Readonly<Record<Act, readonly [least: Role, from: readonly Place[]]>> = {
  "keep record": ["cadre", at],
  "read record": ["secretary", at],
  "read sensitive record": ["secretary", above],
  "see all coverage": ["secretary", at],
  "read opinion": ["cadre", at],
  "answer opinion": ["cadre", at],
  "read accusation": ["secretary", above],
  "answer accusation": ["secretary", above],
  consult: ["cadre", at],
  "bind group": ["cadre", at],
  "remind group": ["cadre", at],
  "set group push": ["admin", at],
  "appoint villager": ["cadre", at],
  "appoint cadre": ["secretary", at],
  "appoint secretary": ["admin", at],
  "appoint admin": ["admin", at],
  "rename place": ["admin", at],
};

const subject = { path: paths.village, fromAbove: paths.town };

describe.each(acts)("%s", (act) => {
  const [least, from] = expected[act];
  test.each(roles.flatMap((role) => places.map((place) => [role, place] as const)))("%s of the %s", (role, place) => {
    const allowed = roles.indexOf(role) >= roles.indexOf(least) && from.includes(place);
    expect(may(holder(role, place), act, subject)).toBe(allowed);
    // whoever it accuses may not, whatever post they hold
    expect(may(holder(role, place, true), act, { ...subject, accused: ["y", "x"] })).toBe(false);
  });

  test("is for whom ADMINS names, and for nobody without a post", () => {
    const nobody: Actor = { account: "sandbox:x", person: null, posts: [], isAdmin: false, unsubscribed: false };
    expect(may(nobody, act, subject)).toBe(false);
    expect(may({ ...nobody, isAdmin: true }, act, subject)).toBe(true);
  });
});
