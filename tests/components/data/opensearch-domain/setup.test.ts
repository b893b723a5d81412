import assert from "node:assert/strict";
import { type Send, type SetupTask, setUp, signedSender } from "../../../../components/data/opensearch-domain/setup";

const INDEX: SetupTask = { kind: "index", index: "vectors", body: { settings: {} } };
const ROLE: SetupTask = {
  kind: "role",
  name: "reader-search",
  principal: "arn:aws:iam::210987654321:role/workload/support/reader",
  index: "vectors",
  clusterActions: ["cluster_composite_ops_ro"],
  indexActions: ["read"],
};

/** A domain that gives one answer, and remembers what it was asked. */
function domain(status: number, text = "{}") {
  const asked: [path: string, body: unknown][] = [];
  const send: Send = async (path, body) => {
    asked.push([path, body]);
    return { status, text };
  };
  return { asked, send };
}

describe("The set-up of an OpenSearch domain", () => {
  it("makes an index", async () => {
    const { asked, send } = domain(200);
    await setUp(INDEX, send);

    assert.deepEqual(asked, [["/vectors", { settings: {} }]]);
  });

  it("leaves an index as it is that is there already", async () => {
    const { asked, send } = domain(400, '{"error":{"type":"resource_already_exists_exception"}}');
    await setUp(INDEX, send);

    assert.equal(asked.length, 1);
  });

  it("makes a role before its member", async () => {
    const { asked, send } = domain(201);
    await setUp(ROLE, send);

    assert.deepEqual(asked, [
      [
        "/_plugins/_security/api/roles/reader-search",
        {
          cluster_permissions: ["cluster_composite_ops_ro"],
          index_permissions: [{ index_patterns: ["vectors"], allowed_actions: ["read"] }],
        },
      ],
      [
        "/_plugins/_security/api/rolesmapping/reader-search",
        { backend_roles: ["arn:aws:iam::210987654321:role/workload/support/reader"] },
      ],
    ]);
  });

  it("refuses to go on after an answer that is no yes", async () => {
    const { asked, send } = domain(403, "no permissions");

    await assert.rejects(setUp(ROLE, send), {
      message: "PUT /_plugins/_security/api/roles/reader-search: 403 no permissions",
    });
    assert.equal(asked.length, 1);
  });

  it("signs what it sends for OpenSearch in the function's region", async () => {
    const original = globalThis.fetch;
    const requests: [url: unknown, init: RequestInit | undefined][] = [];
    globalThis.fetch = async (url, init) => {
      requests.push([url, init]);
      return new Response("{}", { status: 200 });
    };
    try {
      const env = {
        AWS_REGION: "eu-west-1",
        AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
        AWS_SECRET_ACCESS_KEY: "secret",
        AWS_SESSION_TOKEN: "token",
      };
      const answer = await signedSender("search.example.com", env)("/vectors", { a: 1 });
      const [url, init] = requests[0] ?? [];
      const headers = new Headers(init?.headers);

      assert.deepEqual(
        [answer.status, url, init?.method, init?.body],
        [200, "https://search.example.com/vectors", "PUT", '{"a":1}'],
      );
      assert.match(
        `${headers.get("authorization")}`,
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/es\/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/,
      );
      assert.equal(
        headers.get("x-amz-content-sha256"),
        "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862",
      );
    } finally {
      globalThis.fetch = original;
    }
  });
});
