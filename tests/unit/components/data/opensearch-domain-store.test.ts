import assert from "node:assert/strict";
import {
  OpenSearchDomainStore,
  type OpenSearchDomainStoreArgs,
} from "../../../../components/data/opensearch-domain-store";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { InferenceVpc } from "../../../../components/network/inference-vpc";
import { accessIn, admits, nearMisses, OWN_ACCOUNT } from "../../../support/access";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const DOMAIN = "aws:opensearch/domain:Domain";
const NAME = "support-prod-vectors";
const ARN = `arn:aws:es:eu-west-1:210987654321:domain/${NAME}`;
const INDEX = `${ARN}/${NAME}`;

function build(change: Partial<OpenSearchDomainStoreArgs> = {}): OpenSearchDomainStore {
  const key = new WorkloadKey("key", { workload, services: ["logs", "lambda"] });
  const network = new InferenceVpc("network", { workload, key, zones: 3 });
  const store = new OpenSearchDomainStore("vectors", { workload, network, key, ...change });
  store.grantSearch(new WorkloadRole("reader", { workload, service: "lambda" }));
  store.grantWrite(new WorkloadRole("writer", { workload, service: "states" }));
  return store;
}

describe("OpenSearchDomainStore", () => {
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

  it("stands in two zones of the network, encrypted at rest, between nodes and on the way", () => {
    const { inputs, state } = test.resources.only(DOMAIN) ?? {};
    const subnets = ["a", "b"].map((zone) => test.resources.named(`network-subnet-${zone}`)?.props.id);

    assert.deepEqual(inputs?.vpcOptions, {
      subnetIds: subnets,
      securityGroupIds: [test.resources.named("vectors-domain-security-group")?.props.id],
    });
    assert.deepEqual(inputs?.encryptAtRest, {
      enabled: true,
      kmsKeyId: test.resources.only("aws:kms/key:Key")?.props.arn,
    });
    assert.deepEqual(inputs?.nodeToNodeEncryption, { enabled: true });
    assert.deepEqual(inputs?.domainEndpointOptions, {
      enforceHttps: true,
      tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10",
    });
    assert.equal(Object(inputs?.autoTuneOptions).desiredState, "ENABLED");
    assert.deepEqual([state?.protect, state?.retainOnDelete], [true, true]);
  });

  it("has dedicated masters in production and none elsewhere", async () => {
    const dev = await preview(() =>
      build({ workload: { ...workload, environment: "dev" }, zones: 3, nodesPerZone: 2 }),
    );
    const cluster = (resources: TestPreview["resources"]) => Object(resources.only(DOMAIN)?.inputs.clusterConfig);

    assert.equal(cluster(test.resources).dedicatedMasterCount, 3);
    assert.equal(cluster(dev.resources).dedicatedMasterEnabled, undefined);
    assert.deepEqual(
      [cluster(dev.resources).instanceCount, cluster(dev.resources).zoneAwarenessConfig],
      [6, { availabilityZoneCount: 3 }],
    );
  });

  it("writes each log to a group of its own, which OpenSearch may write to for this domain only", () => {
    const published = test.resources.only(DOMAIN)?.inputs.logPublishingOptions;
    const kinds = ["ES_APPLICATION_LOGS", "SEARCH_SLOW_LOGS", "INDEX_SLOW_LOGS", "AUDIT_LOGS"];
    const groups = ["application", "slow-searches", "slow-indexing", "audit"];
    const group = (name: string) => `arn:aws:logs:eu-west-1:210987654321:log-group:/aws/opensearch/${NAME}/${name}`;

    assert.deepEqual(
      published,
      kinds.map((logType, index) => ({ logType, cloudwatchLogGroupArn: group(`${groups[index]}`) })),
    );
    const policy = test.resources.only("aws:cloudwatch/logResourcePolicy:LogResourcePolicy")?.inputs.policyDocument;
    const { Statement } = JSON.parse(String(policy));
    assert.deepEqual(
      Statement[0].Resource,
      groups.map((name) => `${group(name)}:*`),
    );
    assert.deepEqual(Statement[0].Condition, {
      StringEquals: { "aws:SourceAccount": "210987654321" },
      ArnEquals: { "aws:SourceArn": ARN },
    });
  });

  it("lets each role do its part with the index by IAM, and nothing near it", () => {
    const access = accessIn(test);
    const parts = [
      ["reader-role", { action: "es:ESHttpPost", resource: `${INDEX}/_search` }, ["es:ESHttpPut", "es:ESHttpDelete"]],
      ["reader-role", { action: "es:ESHttpGet", resource: `${INDEX}/_doc/1` }, ["es:ESHttpPatch", "es:ESHttpHead"]],
      ["writer-role", { action: "es:ESHttpPut", resource: `${INDEX}/_bulk` }, ["es:ESHttpDelete", "es:DeleteDomain"]],
      ["writer-role", { action: "es:ESHttpDelete", resource: `${INDEX}/_doc/1` }, ["es:UpdateDomainConfig"]],
      [
        "vectors-setup-role",
        { action: "es:ESHttpPut", resource: `${ARN}/_plugins/_security/api/roles/reader-search` },
        ["es:ESHttpGet", "es:ESHttpPost", "es:ESHttpDelete"],
      ],
    ] as const;
    let misses = 0;
    for (const [role, request, others] of parts) {
      assert.equal(access(role, request), "allowed", JSON.stringify(request));
      const near = nearMisses(request, others).filter(({ resource }) => !resource.endsWith("/roles/another"));
      for (const miss of near.filter(({ resource }) => !/_doc\/another$/.test(resource))) {
        assert.equal(access(role, miss), "denied", `${role} ${JSON.stringify(miss)}`);
        misses += 1;
      }
    }
    for (const path of ["", "/_mapping", "/_settings", "/_close", "/_delete_by_query"]) {
      assert.equal(access("writer-role", { action: "es:ESHttpPost", resource: `${INDEX}${path}` }), "denied", path);
      assert.equal(access("writer-role", { action: "es:ESHttpDelete", resource: `${INDEX}${path}` }), "denied", path);
    }
    assert.ok(misses >= 45, `${misses} near misses`);
  });

  it("lets in roles of the workload only, by its own policy", () => {
    const { accessPolicies } = test.resources.only(DOMAIN)?.inputs ?? {};
    const request = { action: "es:ESHttpPost", resource: `${INDEX}/_search` };
    const reader = "arn:aws:iam::210987654321:role/workload/support/reader";

    assert.equal(admits(accessPolicies, reader, { ...request, action: "es:DeleteDomain" }), "denied");
    assert.equal(admits(accessPolicies, reader.replace("support", "other"), request), "denied");
    assert.equal(admits(accessPolicies, reader.replace("210987654321", "999999999999"), request), "denied");
    assert.equal(admits(accessPolicies, "arn:aws:iam::210987654321:user/somebody", request), "denied");
  });

  it("asks for the index and for a role of OpenSearch's own for each grant", () => {
    const tasks = test.resources
      .all("aws:lambda/invocation:Invocation")
      .map(({ inputs }) => JSON.parse(String(inputs.input)));
    const arn = (name: string) => {
      const { path, name: physical } = Object(test.resources.named(name)?.props);
      return `arn:aws:iam::210987654321:role${path}${physical}`;
    };

    assert.deepEqual(tasks, [
      {
        kind: "index",
        index: NAME,
        body: {
          settings: { index: { knn: true, "knn.algo_param.ef_search": 512, number_of_replicas: 1 } },
          mappings: {
            properties: {
              vector: {
                type: "knn_vector",
                dimension: 1024,
                method: {
                  name: "hnsw",
                  engine: "faiss",
                  space_type: "l2",
                  parameters: { ef_construction: 512, m: 16 },
                },
              },
              text: { type: "text", index: true },
              metadata: { type: "text", index: false },
            },
          },
        },
      },
      {
        kind: "role",
        name: "reader-search",
        principal: arn("reader-role"),
        index: NAME,
        clusterActions: ["cluster_composite_ops_ro"],
        indexActions: ["read"],
      },
      {
        kind: "role",
        name: "writer-write",
        principal: arn("writer-role"),
        index: NAME,
        clusterActions: ["cluster_composite_ops"],
        indexActions: ["crud"],
      },
    ]);
    assert.deepEqual(test.resources.only(DOMAIN)?.inputs.advancedSecurityOptions, {
      enabled: true,
      internalUserDatabaseEnabled: false,
      masterUserOptions: { masterUserArn: arn("vectors-setup-role") },
    });
  });

  it("tells code how to reach it, and knowledge bases that they cannot", () => {
    assert.deepEqual(test.outputs.environment, {
      VECTOR_STORE: "opensearch-domain",
      VECTOR_INDEX: NAME,
      VECTOR_ENDPOINT: `https://${test.resources.only(DOMAIN)?.props.endpoint}`,
    });
    assert.equal(test.outputs.knowledgeBaseStorage, undefined);
  });

  it("refuses every bad argument at once", async () => {
    const change = {
      dimensions: 0,
      nodeType: "t3.small.search",
      nodesPerZone: 0,
      volumeGb: 5,
      classification: "restricted",
    };
    const { error } = await preview(() => build({ ...change, ...JSON.parse('{"zones":1}') }));

    assert.deepEqual(
      error?.faults.map(({ path, found }) => [path, found]),
      [
        ["vectors.dimensions", "0"],
        ["vectors.classification", "restricted"],
        ["vectors.zones", "1"],
        ["vectors.nodeType", "t3.small.search"],
        ["vectors.nodesPerZone", "0"],
        ["vectors.volumeGb", "5"],
      ],
    );
  });
});
