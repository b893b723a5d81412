import assert from "node:assert/strict";
import { PineconeStore, type PineconeStoreArgs } from "../../../../components/data/pinecone-store";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { InferenceVpc } from "../../../../components/network/inference-vpc";
import { accessIn, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const SECRET = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:support/pinecone";
const SEARCH = `${SECRET}-search-a1b2c3`;
const WRITE = `${SECRET}-write-d4e5f6`;
const HOST = "articles-1a2b3c4.svc.private.apu-57e2-42f6.pinecone.io";

function build(change: Partial<PineconeStoreArgs> = {}): PineconeStore {
  const key = new WorkloadKey("key", { workload, services: ["logs"] });
  const store = new PineconeStore("vectors", {
    workload,
    network: new InferenceVpc("network", { workload, key }),
    serviceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
    indexHost: HOST,
    dimensions: 1_024,
    searchSecretArn: SEARCH,
    writeSecretArn: WRITE,
    key,
    ...change,
  });
  store.grantSearch(new WorkloadRole("reader", { workload, service: "lambda" }));
  store.grantWrite(new WorkloadRole("writer", { workload, service: "states" }));
  return store;
}

describe("PineconeStore", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(
      () => {
        const { environment, knowledgeBaseStorage } = build();
        return { environment, knowledgeBaseStorage };
      },
      { config: OWN_ACCOUNT },
    );
  });

  it("is reached by a private endpoint, from the network's compute alone", () => {
    const { inputs } = test.resources.named("vectors-endpoint") ?? {};
    const groupId = test.resources.named("vectors-security-group")?.props.id;
    const rules = test.resources
      .all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ inputs: { securityGroupId } }) => securityGroupId === groupId);

    assert.deepEqual(
      [inputs?.serviceName, inputs?.vpcEndpointType, inputs?.privateDnsEnabled, inputs?.securityGroupIds],
      ["com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0", "Interface", true, [groupId]],
    );
    assert.deepEqual(
      rules.map(({ inputs: { referencedSecurityGroupId, fromPort, toPort } }) => [
        referencedSecurityGroupId,
        fromPort,
        toPort,
      ]),
      [[test.resources.named("network-workload-security-group")?.props.id, 443, 443]],
    );
  });

  it("hands each role its own API key by reference, and nothing near it", () => {
    const access = accessIn(test);
    const parts = [
      ["reader-role", SEARCH, WRITE],
      ["writer-role", WRITE, SEARCH],
    ] as const;
    let misses = 0;
    for (const [role, own, other] of parts) {
      const request = { action: "secretsmanager:GetSecretValue", resource: own };
      assert.equal(access(role, request), "allowed");
      const near = nearMisses(request, [
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecret",
        "secretsmanager:DescribeSecret",
        "secretsmanager:PutResourcePolicy",
      ]);
      for (const miss of [...near, { ...request, resource: other }]) {
        assert.equal(access(role, miss), "denied", `${role} ${JSON.stringify(miss)}`);
        misses += 1;
      }
    }
    assert.ok(misses >= 28, `${misses} near misses`);
  });

  it("tells code how to reach it, without a secret, and knowledge bases that they cannot", () => {
    assert.deepEqual(test.outputs.environment, {
      VECTOR_STORE: "pinecone",
      VECTOR_INDEX: "articles-1a2b3c4",
      VECTOR_ENDPOINT: `https://${HOST}`,
      VECTOR_SEARCH_SECRET_ARN: SEARCH,
      VECTOR_WRITE_SECRET_ARN: WRITE,
    });
    assert.equal(test.outputs.knowledgeBaseStorage, undefined);
  });

  it("refuses every bad argument at once", async () => {
    const { error } = await preview(() =>
      build({
        serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
        indexHost: "articles-1a2b3c4.svc.apu-57e2-42f6.pinecone.io",
        dimensions: 0,
        searchSecretArn: "pcsk_secret",
        writeSecretArn: WRITE.replace("210987654321", "999999999999"),
      }),
    );

    assert.deepEqual(
      error?.faults.map(({ path }) => path),
      ["serviceName", "indexHost", "dimensions", "searchSecretArn", "writeSecretArn"].map((m) => `vectors.${m}`),
    );
    assert.equal(`${error}`.includes("pcsk_secret"), false);
  });
});
