import type { Setting } from "../core/rule";

/** The policy that says what is not determined, and blocks it if it is configured to. */
export const UNDETERMINED_POLICY = {
  id: "verdicts-are-determined",
  title: "Every rule can judge what it is about",
} as const;

/** What an undetermined verdict does: it is shown, or it blocks like a violation. */
export type UndeterminedMode = "advise" | "block";

/** The setting of {@link UNDETERMINED_POLICY}. */
export const UNDETERMINED_SETTINGS: Readonly<Record<string, Setting>> = {
  undetermined: {
    type: "string",
    enum: ["advise", "block"],
    description: "whether verdicts that are not determined are shown only, or block as violations do",
  },
};
