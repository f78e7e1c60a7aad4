/** 市 > 县 > 镇 > 村 > 社 > 湾, whatever a county calls them. */
export type PlaceLevel = "city" | "county" | "town" | "village" | "section" | "hamlet";
