/** 在册, passed and watched for a year, struck off, or taken out. */
export type EnrolmentState = "enrolled" | "followed" | "struck" | "removed";
