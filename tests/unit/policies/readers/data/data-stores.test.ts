import assert from "node:assert/strict";
import { canonicalType } from "@plinth/policies/core/variants";
import { DATA_STORES } from "@plinth/policies/readers/data/data-stores";
import { NO_DATA_STORES } from "@plinth/policies/readers/data/no-data-stores";
import { reasonsByType } from "@plinth/policies/readers/resource/inert-types";
import { allTypes, isKnownType, isTaggable, pathsOf } from "@plinth/policies/readers/resource/type-facts";

/** Names under which services keep something. */
const HOLDS =
  /(Store|Database|Bucket|Table|Datasets?|DataSet|DataSource|FileSystem|Volume|Snapshot|Vault|Archive|Ledger|Index|Graph|Collection|Stream|Queue|Topic|Cluster|DbInstance|Memory|Model|Lake|Share|Contacts?|App|Project|Repository|Container|Profile|Log|Logs|Domain|Pool|Backup|Dataview|Room|Instance|Workspace)$/;

function mayHoldData(type: string): boolean {
  return pathsOf(type, "keys").length > 0 || pathsOf(type, "retention").length > 0 || HOLDS.test(type);
}

/** Types that rules see under their own token, may hold data, and that neither list has. */
function unclassified(stores: readonly string[], inert: ReadonlyMap<string, string>): readonly string[] {
  return allTypes().filter(
    (type) => isOwnType(type) && mayHoldData(type) && !stores.includes(type) && !inert.has(type),
  );
}

/** Types of @pulumi/aws, and those of AWS's specification that it has no counterpart of. */
function isOwnType(type: string): boolean {
  return type.startsWith("aws:") || canonicalType(type) === type;
}

const inert = reasonsByType(NO_DATA_STORES);

describe("data stores", () => {
  it("are listed once", () => assert.equal(new Set(DATA_STORES).size, DATA_STORES.length));

  it("are types that take tags", () =>
    assert.deepEqual(
      DATA_STORES.filter((type) => !isTaggable(type)),
      [],
    ));

  it("are told from every other type that may hold data", () => assert.deepEqual(unclassified(DATA_STORES, inert), []));

  it("are told from the others by one list, not by both", () => {
    assert.deepEqual(
      DATA_STORES.filter((type) => inert.has(type)),
      [],
    );
  });

  it("have no others beside them that the provider does not know", () => {
    assert.deepEqual(
      [...inert.keys()].filter((type) => !isKnownType(type)),
      [],
    );
  });

  it("fail this test when a store is taken from the list", () => {
    const [first = "", ...rest] = DATA_STORES;
    assert.deepEqual(unclassified(rest, inert), [first]);
  });

  it("fail this test when a type without data is taken from its list", () => {
    const rest = new Map(inert);
    rest.delete("aws:glue/connection:Connection");
    assert.deepEqual(unclassified(DATA_STORES, rest), ["aws:glue/connection:Connection"]);
  });
});
