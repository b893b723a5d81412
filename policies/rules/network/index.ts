import type { Rule } from "../../rule";
import { rule as inferenceComputeHasNoInternetPath } from "./inference-compute-has-no-internet-path/rule";

export const networkRules: readonly Rule[] = [inferenceComputeHasNoInternetPath];
