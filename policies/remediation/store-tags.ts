import { CLASSIFICATIONS, type Standard } from "@plinth/standards";
import { UNKNOWN } from "../core/rule";
import { isObject } from "../core/values";
import { DATA_STORES } from "../readers/data/data-stores";
import { tagsOf } from "../readers/resource/tags";
import type { Remediation } from "./remediation";

type Member = keyof Standard["tagKeys"];
const MEMBERS: readonly Member[] = ["workload", "owner", "environment", "classification"];

/** Tags with values that somebody has chosen for the whole stack; without configuration there is nothing to give. */
export const storeTags: Remediation = {
  id: "data-store-gets-tags",
  rules: ["data-store-is-classified"],
  title: "A data store without one of the standard's tags gets the value that is configured for it",
  types: DATA_STORES.filter((type) => type.startsWith("aws:")),
  config: {
    properties: {
      workload: { type: "string", minLength: 1, description: "workload of a store that says none" },
      owner: { type: "string", minLength: 1, description: "owner of a store that says none" },
      environment: { type: "string", minLength: 1, description: "environment of a store that says none" },
      classification: { type: "string", enum: [...CLASSIFICATIONS], description: "level of a store that says none" },
    },
  },

  fix(store, { tagKeys }, config) {
    const tags = tagsOf(store);
    const { tags: own = {} } = store.props;
    if (tags === UNKNOWN || !isObject(own)) return undefined;
    const missing = MEMBERS.flatMap((member): [string, string][] => {
      const value = config[member];
      return typeof value === "string" && !tags.has(tagKeys[member]) ? [[tagKeys[member], value]] : [];
    });
    return missing.length > 0 ? { tags: Object.fromEntries(missing) } : undefined;
  },
};
