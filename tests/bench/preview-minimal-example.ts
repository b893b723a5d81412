/** Previews a blueprint's minimal example on its own, and judges it: `node engine/loader/typescript.js … <blueprint>`. */
import { baseline, createEstate, judge, recordsOf, rulesOf } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { exampleConfig, previewConfig } from "../support/blueprint-examples";

const [, , blueprint = ""] = process.argv;

void previewConfig(exampleConfig(blueprint, "minimal")).then(({ resources }) => {
  const standard = loadStandard();
  judge(rulesOf(baseline, standard), createEstate(recordsOf(resources), standard));
  console.log(resources.length);
});
