import type { Ledger } from "../../src/bot/ledger.ts";
import { pairing } from "./pairing.ts";
import { station } from "./station.ts";

export const pairingLedger: Ledger = { title: "包联", commands: [pairing, station] };
