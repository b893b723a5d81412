import assert from "node:assert/strict";
import { createEstate, type ResourceRecord, UNKNOWN } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";

const ROLE = "aws:iam/role:Role";
const FUNCTION = "aws:lambda/function:Function";
const SUBNET = "aws:ec2/subnet:Subnet";
const ARN = "arn:aws:iam::210987654321:role/workload/support/handler";

function record(type: string, name: string, more: Partial<ResourceRecord> = {}): ResourceRecord {
  return { type, name, urn: `urn:pulumi:s::p::${type}::${name}`, props: {}, ...more };
}

function found(resources: readonly ResourceRecord[], path: string, types: readonly string[]) {
  const [first] = resources;
  if (!first) throw new Error("no resource");
  const references = createEstate(resources, loadStandard()).references(first, path, types);
  return { names: references.found.map(({ name }) => name), complete: references.complete };
}

describe("estate", () => {
  it("finds what a value names by id, by ARN and by name", () => {
    const role = record(ROLE, "handler", { id: "handler-id", props: { arn: ARN, name: "handler-4f2a" } });
    for (const value of ["handler-id", ARN, "handler-4f2a"]) {
      const named = found([record(FUNCTION, "f", { props: { role: value } }), role], "role", [ROLE]);
      assert.deepEqual(named, { names: ["handler"], complete: true });
    }
  });

  it("finds by a computed ARN what has no ARN yet", () => {
    const role = record(ROLE, "handler", { id: UNKNOWN, props: { arn: UNKNOWN, name: "handler" } });
    const named = found([record(FUNCTION, "f", { props: { role: ARN } }), role], "role", [ROLE]);
    assert.deepEqual(named, { names: ["handler"], complete: true });
  });

  it("does not take another ARN for a name", () => {
    const role = record(ROLE, "handler", { props: { arn: "arn:aws:iam::111111111111:role/handler", name: "handler" } });
    const named = found([record(FUNCTION, "f", { props: { role: ARN } }), role], "role", [ROLE]);
    assert.deepEqual(named, { names: [], complete: false });
  });

  it("goes by the edge where a value is not known", () => {
    const role = record(ROLE, "handler", { id: UNKNOWN });
    const user = record(FUNCTION, "f", { props: { role: UNKNOWN }, edges: { role: [role.urn] } });
    assert.deepEqual(found([user, role], "role", [ROLE]), { names: ["handler"], complete: true });
  });

  it("is incomplete where a value is not known and no edge tells of it", () => {
    assert.deepEqual(found([record(FUNCTION, "f", { props: { role: UNKNOWN } })], "role", [ROLE]), {
      names: [],
      complete: false,
    });
  });

  it("is incomplete where more values are not known than edges tell of", () => {
    const subnet = record(SUBNET, "a", { id: UNKNOWN });
    const user = record(FUNCTION, "f", {
      props: { vpcConfig: { subnetIds: [UNKNOWN, UNKNOWN] } },
      edges: { vpcConfig: [subnet.urn] },
    });
    assert.deepEqual(found([user, subnet], "vpcConfig.subnetIds[]", [SUBNET]), { names: ["a"], complete: false });
  });

  it("refers to nothing, completely, where the property is absent", () => {
    assert.deepEqual(found([record(FUNCTION, "f")], "vpcConfig.subnetIds[]", [SUBNET]), { names: [], complete: true });
  });

  it("tells resources of one name in two accounts apart by their edges", () => {
    const roles = ["a", "b"].map((name) => record(ROLE, name, { props: { name: "handler" } }));
    const user = record(FUNCTION, "f", { props: { role: "handler" }, edges: { role: [roles[1]?.urn ?? ""] } });
    assert.deepEqual(found([user, ...roles], "role", [ROLE]), { names: ["b"], complete: true });
  });

  it("finds a firewall by the endpoints that it has made", () => {
    const attachments = [{ endpointId: "vpce-0123456789abcdef0", subnetId: "subnet-1" }];
    const type = "aws:networkfirewall/firewall:Firewall";
    const firewall = record(type, "firewall", { props: { firewallStatuses: [{ syncStates: [{ attachments }] }] } });
    const route = record("aws:ec2/route:Route", "out", { props: { vpcEndpointId: "vpce-0123456789abcdef0" } });

    assert.deepEqual(found([route, firewall], "vpcEndpointId", [type]), { names: ["firewall"], complete: true });
  });

  it("finds referrers, each once", () => {
    const role = record(ROLE, "handler", { id: "handler" });
    const users = ["f", "g"].map((name) => record(FUNCTION, name, { props: { role: "handler" } }));
    const estate = createEstate([role, ...users], loadStandard());
    assert.deepEqual(estate.referrers(role, "role", [FUNCTION]), users);
    assert.deepEqual(estate.referrers(role, "role", [SUBNET]), []);
  });

  it("grows with the resources, not with their square", () => {
    const count = 100_000;
    const records = Array.from({ length: count }, (_, i) =>
      i % 2 === 0
        ? record(ROLE, `r${i}`, { id: `r${i}`, props: { name: `r${i}` } })
        : record(FUNCTION, `f${i}`, { props: { role: `r${i - 1}` } }),
    );
    const estate = createEstate(records, loadStandard());
    const used = estate.ofType(ROLE).filter((role) => estate.referrers(role, "role", [FUNCTION]).length === 1);
    assert.equal(used.length, count / 2);
  });
});
