import { parseStackConfig } from "@plinth/blueprints";
import { loadStandard, PlinthError } from "@plinth/standards";
import { type Config, stored } from "./blueprint-examples";

/** What a stack's configuration is refused for: path and what is allowed. A key that is undefined is left out. */
export function refusalsOf(config: Config, standard = loadStandard()): (readonly [path: string, allowed: string])[] {
  const given = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
  try {
    parseStackConfig({ stack: "example", values: stored(given), isSecret: () => false }, standard);
    return [];
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    return error.faults.map(({ path, allowed }) => [path, allowed]);
  }
}
