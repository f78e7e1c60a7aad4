/** The five layers in which a cadre is tied to a village or a household. */
export const pairingKinds = ["包村", "联户", "第一书记", "民警", "代办", "驻点"] as const;
export type PairingKind = (typeof pairingKinds)[number];
