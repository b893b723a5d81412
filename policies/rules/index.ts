import type { Rule } from "../rule";
import { networkRules } from "./network";

/** Every rule, in the order of the layers. */
export const rules: readonly Rule[] = [...networkRules];
