import type { Blueprint } from "./blueprint";

/** A blueprint's module is loaded when it is chosen, so that a stack starts without the others' components. */
const BLUEPRINTS: Readonly<Record<string, () => Blueprint>> = {
  "account-bootstrap": () => (require("../landing-zone") as typeof import("../landing-zone")).accountBootstrap,
  "landing-zone": () => (require("../landing-zone") as typeof import("../landing-zone")).landingZone,
  "landing-zone-audit": () => (require("../landing-zone") as typeof import("../landing-zone")).landingZoneAudit,
  "landing-zone-security": () => (require("../landing-zone") as typeof import("../landing-zone")).landingZoneSecurity,
  network: () => (require("../network") as typeof import("../network")).network,
  platform: () => (require("../platform") as typeof import("../platform")).platform,
  "customer-support": () => (require("../customer-support") as typeof import("../customer-support")).customerSupport,
  conversational: () => (require("../conversational") as typeof import("../conversational")).conversational,
  agentic: () => (require("../agentic") as typeof import("../agentic")).agentic,
  "document-processing": () =>
    (require("../document-processing") as typeof import("../document-processing")).documentProcessing,
};

/** Every name that `plinth:blueprint` may have. */
export const BLUEPRINT_NAMES: readonly string[] = Object.keys(BLUEPRINTS);

/** The blueprint that stack configuration calls `name`; undefined if there is none. */
export function findBlueprint(name: string): Blueprint | undefined {
  return Object.hasOwn(BLUEPRINTS, name) ? BLUEPRINTS[name]?.() : undefined;
}
