import assert from "node:assert/strict";
import { PlinthError } from "@plinth/standards";
import * as fc from "fast-check";
import { type DenyStatement, packPolicies, SCP_LIMITS } from "../../../../components/identity/pack-policies";

const statement = (Sid: string, actions: readonly string[]): DenyStatement => ({
  Sid,
  Effect: "Deny",
  Action: actions,
  Resource: ["*"],
});

/** Statements of a few bytes to nearly a whole document, with characters of one to four bytes. */
const statements = fc
  .array(fc.array(fc.string({ unit: "binary", maxLength: 400 }), { maxLength: 6 }), { maxLength: 40 })
  .map((all) => all.map((actions, index) => statement(`S${index}`, actions)))
  .filter((all) => all.every((one) => Buffer.byteLength(JSON.stringify(one)) < 5_000));

const membersOf = (document: string): DenyStatement[] => JSON.parse(document).Statement;

describe("packPolicies", () => {
  it("keeps every document within the limit and loses, repeats and changes no statement", () => {
    fc.assert(
      fc.property(statements, (all) => {
        const documents = packPolicies(all);

        assert.ok(documents.every((document) => Buffer.byteLength(document) <= SCP_LIMITS.documentBytes));
        const packed = documents.flatMap(membersOf).sort((a, b) => Number(a.Sid.slice(1)) - Number(b.Sid.slice(1)));
        assert.deepEqual(packed, JSON.parse(JSON.stringify(all)));
      }),
    );
  });

  it("never leaves two documents that would fit into one", () => {
    fc.assert(
      fc.property(statements, (all) => {
        const documents = packPolicies(all).map(membersOf);

        for (const [index, one] of documents.entries()) {
          for (const other of documents.slice(index + 1)) {
            const together = JSON.stringify({ Version: "2012-10-17", Statement: [...one, ...other] });
            assert.ok(Buffer.byteLength(together) > SCP_LIMITS.documentBytes);
          }
        }
      }),
    );
  });

  it("gives the same documents for the same statements, in their order", () => {
    const all = ["a", "b", "c"].map((name) => statement(name.toUpperCase(), [name.repeat(2_000)]));

    assert.deepEqual(packPolicies(all), packPolicies(all));
    assert.deepEqual(
      packPolicies(all).map((document) => membersOf(document).map(({ Sid }) => Sid)),
      [["A", "B"], ["C"]],
    );
  });

  it("fills a document to the last byte", () => {
    const empty = Buffer.byteLength(JSON.stringify({ Version: "2012-10-17", Statement: [statement("S", [""])] }));
    const exact = statement("S", ["a".repeat(SCP_LIMITS.documentBytes - empty)]);

    assert.deepEqual(
      packPolicies([exact]).map((document) => Buffer.byteLength(document)),
      [5_120],
    );
  });

  it("makes nothing of nothing", () => {
    assert.deepEqual(packPolicies([]), []);
  });

  it("refuses each statement that is too large for a document of its own", () => {
    const large = ["First", "Second"].map((Sid) => statement(Sid, ["a".repeat(5_100)]));

    assert.throws(
      () => packPolicies([...large, statement("Small", ["s3:*"])]),
      (error: unknown) => {
        assert.ok(error instanceof PlinthError);
        assert.deepEqual(
          error.faults.map(({ id, path }) => [id, path]),
          [
            ["identity/ServiceControlPolicies/statementSize", "First"],
            ["identity/ServiceControlPolicies/statementSize", "Second"],
          ],
        );
        return true;
      },
    );
  });
});
