import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { blocks, createEstate, type Judgement, judge, type ResourceRecord, recordsOf, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { preview } from "../support/preview";
import { ORDINARY_PROGRAMS } from "./ordinary-programs";

const standard = loadStandard();
const tags = { workload: "shop", owner: "web", environment: "prod", "data-classification": "internal" };

/** Checked in; `PLINTH_UPDATE_INVENTORY=1 npx mocha tests/exhaustive/ordinary-programs.test.ts` writes them anew. */
const fileOf = (program: string) => join(__dirname, "ordinary-programs/findings", `${program}.txt`);

async function recordsFor(program: () => void, unknowns: boolean): Promise<readonly ResourceRecord[]> {
  const { error, preview: run } = await preview(program, { unknowns });
  assert.equal(error, undefined);
  return recordsOf(run?.resources ?? []);
}

const judged = (records: readonly ResourceRecord[]) => judge(rules, createEstate(records, standard));
const nameOf = ({ rule, resource }: Judgement) => `${rule.id} ${resource.name}`;
const found = (judgements: readonly Judgement[]) =>
  judgements.filter(({ verdict }) => verdict.outcome === "violation").map(nameOf);
const blocking = (judgements: readonly Judgement[]) => judgements.filter(blocks).map(nameOf);

describe("an ordinary AWS program that is no AI workload", () => {
  for (const [name, program] of Object.entries(ORDINARY_PROGRAMS)) {
    describe(name, () => {
      for (const unknowns of [false, true]) {
        it(`gets no mandatory verdict, values ${unknowns ? "unknown" : "known"}`, async () => {
          assert.deepEqual(blocking(judged(await recordsFor(program, unknowns))), []);
        });
      }

      it("is advised of what its list says, and held to it by the standard's tags", async () => {
        const known = await recordsFor(program, false);
        const demanded = new Set(blocking(judged(withDefaultTags(known))));
        const list = [
          "* blocks once the program carries the standard's tags",
          ...found(judged(known)).map((finding) => `${demanded.has(finding) ? "*" : " "} ${finding}`),
          "",
          "While values are unknown",
          ...found(judged(await recordsFor(program, true))).map((finding) => `  ${finding}`),
          "",
        ].join("\n");
        if (process.env.PLINTH_UPDATE_INVENTORY) writeFileSync(fileOf(name), list);

        assert.equal(list, readFileSync(fileOf(name), "utf8"));
      });
    });
  }
});

/** The same program under a provider whose default tags are the standard's but the level, which stores leave out. */
function withDefaultTags(records: readonly ResourceRecord[]): readonly ResourceRecord[] {
  const { "data-classification": _, ...known } = tags;
  return records.map((record) => ({ ...record, provider: { ...record.provider, defaultTags: { tags: known } } }));
}
