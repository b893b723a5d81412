import type { Rule } from "../rule";

/** Every rule, in the order of the layers. */
export const rules: readonly Rule[] = [];
