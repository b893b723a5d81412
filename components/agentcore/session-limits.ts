import { isIntegerBetween } from "../argument-checks";
import type { Check } from "../plinth-component";

/** @internal Limits of a session on AgentCore Runtime, in seconds. */
export interface SessionLimits {
  /** Idle timeout. Default: 900. */
  readonly idleSeconds?: number;
  /** Maximum lifetime. Default: 3,600. */
  readonly lifetimeSeconds?: number;
}

/** @internal Lifecycle configuration of a runtime, with defaults for limits that are not given. */
export function lifecycleOf(limits: SessionLimits) {
  const { idleSeconds, lifetimeSeconds } = withDefaults(limits);
  return { idleRuntimeSessionTimeout: idleSeconds, maxLifetime: lifetimeSeconds };
}

/** @internal Checks of a session's limits, for `faultsOf`. */
export function sessionChecks(limits: SessionLimits): Check[] {
  const { idleSeconds, lifetimeSeconds } = withDefaults(limits);
  return [
    [isIntegerBetween(idleSeconds, 60, 3_600), "idleSeconds", "60 to 3600 seconds", `${idleSeconds}`],
    [
      isIntegerBetween(lifetimeSeconds, idleSeconds, 28_800),
      "lifetimeSeconds",
      `${idleSeconds} to 28800 seconds, not below idleSeconds`,
      `${lifetimeSeconds}`,
    ],
  ];
}

function withDefaults({ idleSeconds = 900, lifetimeSeconds = 3_600 }: SessionLimits) {
  return { idleSeconds, lifetimeSeconds };
}
