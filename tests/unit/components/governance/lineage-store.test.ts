import assert from "node:assert/strict";
import type { EventStoreArgs } from "../../../../components/governance/event-store";
import { LineageStore } from "../../../../components/governance/lineage-store";
import { preview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const valid: EventStoreArgs = { workload };

describe("LineageStore", () => {
  it("can be queried by day, without anybody adding days", async () => {
    const { resources, outputs } = await preview(() => ({ table: new LineageStore("lineage", valid).tableName }));
    const { databaseName, name, partitionKeys, parameters, storageDescriptor } = Object(
      resources.only("aws:glue/catalogTable:CatalogTable")?.inputs,
    );
    const location = "s3://support-prod-lineage-records-210987654321/events/";

    assert.deepEqual(
      [databaseName, name, outputs.table],
      ["support_prod_lineage", "events", "support_prod_lineage.events"],
    );
    assert.deepEqual(partitionKeys, [{ name: "day", type: "string" }]);
    assert.equal(parameters["storage.location.template"], `${location}\${day}/`);
    assert.equal(storageDescriptor.location, location);
    assert.deepEqual(
      storageDescriptor.columns.map((column: { name: string }) => column.name),
      ["eventtime", "producer", "schemaurl", "eventtype", "run", "job", "inputs", "outputs"],
    );
  });

  it("needs no catalogue", async () => {
    const { resources } = await preview(() => new LineageStore("lineage", { ...valid, catalogue: false }));

    assert.equal(resources.all("aws:glue/catalogDatabase:CatalogDatabase").length, 0);
  });
});
