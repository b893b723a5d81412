import { readFileSync } from "node:fs";
import { PlinthError } from "@plinth/standards";
import { readYaml } from "@plinth/standards/yaml";

/**
 * What a YAML file says; undefined if it says nothing.
 * @param id Beginning of the id of a fault: `cli/Project`.
 * @throws PlinthError if it cannot be read.
 */
export function readYamlFile(file: string, id: string): unknown {
  const read = readYaml(readFileSync(file, "utf8"));
  if ("fault" in read) throw new PlinthError(file, [{ id: `${id}/yaml`, ...read.fault }]);
  return read.value;
}
