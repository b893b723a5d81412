import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { isAsset } from "@plinth/standards/pulumi/wire";
import { contains, withoutAssetClasses } from "../../property-values";
import type { Values } from "../../simulation";
import { Refusal } from "../deployment";

/**
 * `inputs` with their assets as the engine keeps them.
 * @throws Refusal if a file of an asset or archive does not exist: the engine reads it before anything else.
 */
export function checkedAssets(inputs: Values, directory: string, resource: string): Values {
  if (!contains(inputs, isAsset)) return inputs;
  contains(inputs, (value) => {
    if (isAsset(value) && value.path && !existsSync(resolve(directory, value.path))) {
      throw new Refusal(`${resource}: the asset ${value.path} does not exist in ${directory}`);
    }
    return false;
  });
  return withoutAssetClasses(inputs) as Values;
}
