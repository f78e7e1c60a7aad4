import type { Ledger } from "../../src/bot/ledger.ts";
import { bind } from "./bind.ts";
import { groupSection } from "./digest.ts";
import { group } from "./group.ts";
import { groupCard } from "./page.ts";

export const groupLedger: Ledger = { title: "群", commands: [bind, group], section: groupSection, cards: [groupCard] };
