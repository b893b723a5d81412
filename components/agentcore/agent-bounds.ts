import type { Fault } from "@plinth/standards";
import { isIntegerBetween } from "../argument-checks";
import { faultsOf } from "../plinth-component";

/**
 * Limits at which an agent's loop stops, whether its task is complete or not. There are no defaults, because the right
 * values depend on the task.
 */
export interface AgentBounds {
  /** Iterations of model call and tool calls for one task. Bounds: 1 to 75. */
  readonly maxIterations: number;
  /** Output tokens that the model may generate for one task. Bounds: 64 to 64,000. */
  readonly maxTokens: number;
  /** Seconds that one task may take. Bounds: 10 to 3,600. */
  readonly timeoutSeconds: number;
}

/** Range of each bound. The maxima of iterations and seconds are AgentCore's own defaults. */
const RANGES: Readonly<Record<keyof AgentBounds, { readonly min: number; readonly max: number }>> = {
  maxIterations: { min: 1, max: 75 },
  maxTokens: { min: 64, max: 64_000 },
  timeoutSeconds: { min: 10, max: 3_600 },
};

/** @internal Faults of an agent's bounds. A missing bound is a fault like one that is out of range. */
export function boundFaults(id: `${string}/${string}`, name: string, bounds: Partial<AgentBounds> = {}): Fault[] {
  return faultsOf(
    id,
    name,
    ...Object.entries(RANGES).map(([bound, { min, max }]) => {
      const value = bounds[bound as keyof AgentBounds];
      const holds = value !== undefined && isIntegerBetween(value, min, max);
      return [holds, `bounds.${bound}`, `a whole number, ${min} to ${max}`, `${value}`] as const;
    }),
  );
}
