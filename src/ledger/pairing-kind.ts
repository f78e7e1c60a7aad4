/** How a cadre is tied to a village or a household; the last two alone know of pupils in need. */
export const pairingKinds = ["包村", "联户", "第一书记", "民警", "代办", "驻点", "助学登记", "助学审定"] as const;
export type PairingKind = (typeof pairingKinds)[number];
