import { draw, HEX, LETTERS } from "../../pseudo-random";
import type { Declaration } from "../../sdk/declarations";
import type { CheckRequest } from "../../simulation";
import type { Autoname, TypeSpec } from "./service";

export type Named = { readonly name: string } | { readonly fault: string };

/**
 * `<logical name>-<7 hex digits>`, as the Terraform bridge names: too long a name is refused, never cut. The digits
 * follow from the URN, so that offline preview, real preview and update agree; for a replacement, from the name before, too.
 */
export function autonameOf(request: CheckRequest, autoname: Autoname): Named {
  const { property = "name", maxLength = 255, separator = "-", lowerCase = false, random, suffix } = autoname;
  const seed = request.replaces ? `${request.urn} after ${request.replaces[property]}` : request.urn;
  const logical = lowerCase ? request.name.toLowerCase() : request.name;
  const stem = `${logical}${separator}`;
  const drawn = random ? draw(seed, LETTERS, random.letters) : draw(seed, HEX, 7);
  if (stem.length + drawn.length > maxLength)
    return {
      fault: `could not make instance of '${request.type}': name '${stem}' plus ${drawn.length} random chars is longer than maximum length ${maxLength}`,
    };
  const name = `${stem}${drawn}${suffix && request.news[suffix.when] === true ? suffix.text : ""}`;
  const { prefix = "" } = autoname;
  return { name: name.startsWith(prefix) ? name : `${prefix}${name}` };
}

/**
 * How a type is named: as its spec says, else by `name`, if that is a string which the SDK lets a program leave out; the
 * bridge makes it so for exactly the types that it names.
 */
export function autonameFor(spec: TypeSpec, { inputs, outputs }: Declaration): Autoname | undefined {
  if (spec.autoname === false) return undefined;
  const isNamed = inputs.get("name")?.required === false && (outputs.get("name") ?? "string") === "string";
  return spec.autoname ?? (isNamed ? {} : undefined);
}

/** The sibling property that asks AWS's provider for a name with a prefix, and so excludes an automatic one. */
export function prefixOf(property: string): string {
  return `${property}Prefix`;
}
