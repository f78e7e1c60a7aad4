import type { Ledger } from "../../src/bot/ledger.ts";
import { audit } from "./audit.ts";
import { hearFigure } from "./figures.ts";
import { hearQuestion } from "./hear.ts";
import { look } from "./look.ts";
import { more } from "./more.ts";

export const askLedger: Ledger = { title: "查", commands: [look, more, audit], ears: [hearFigure, hearQuestion] };
