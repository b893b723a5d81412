import assert from "node:assert/strict";
import type { SetupTask } from "@plinth/standards/contracts/search-setup";
import { createHandler } from "../../../../services/search-setup/handler";
import { readSettings } from "../../../../services/search-setup/settings";
import { type Send, signedSender } from "../../../../services/search-setup/signed-sender";

const INDEX: SetupTask = { kind: "index", index: "vectors", body: { settings: {} } };
const ROLE: SetupTask = {
  kind: "role",
  name: "reader-search",
  principal: "arn:aws:iam::210987654321:role/workload/support/reader",
  index: "vectors",
  clusterActions: ["cluster_composite_ops_ro"],
  indexActions: ["read"],
};

const DOMAIN = { SERVICE: "es" } as const;

/** OpenSearch that gives these answers, the last of them for ever, and remembers what it was asked. */
function search(...answers: readonly [status: number, text?: string][]) {
  const asked: [path: string, body: unknown][] = [];
  const pauses: number[] = [];
  const send: Send = async (path, body) => {
    asked.push([path, body]);
    const [status, text = "{}"] = answers[Math.min(asked.length, answers.length) - 1] ?? [500];
    return { status, text };
  };
  return { asked, pauses, send, pause: async (milliseconds: number) => void pauses.push(milliseconds) };
}

describe("The set-up of OpenSearch", () => {
  it("makes an index", async () => {
    const { asked, send, pause } = search([200]);
    await createHandler(send, DOMAIN, pause)(INDEX);

    assert.deepEqual(asked, [["/vectors", { settings: {} }]]);
  });

  it("leaves an index as it is that is there already", async () => {
    const { asked, send, pause } = search([400, '{"error":{"type":"resource_already_exists_exception"}}']);
    await createHandler(send, DOMAIN, pause)(INDEX);

    assert.equal(asked.length, 1);
  });

  it("makes a role before its member", async () => {
    const { asked, send, pause } = search([201]);
    await createHandler(send, DOMAIN, pause)(ROLE);

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

  it("tries again what may not be allowed yet", async () => {
    const { asked, pauses, send, pause } = search([403], [503], [200]);
    await createHandler(send, DOMAIN, pause)(INDEX);

    assert.equal(asked.length, 3);
    assert.deepEqual(pauses, [15_000, 15_000]);
  });

  it("refuses to go on after five more answers that are no yes", async () => {
    const { asked, send, pause } = search([403, "no permissions"]);

    await assert.rejects(createHandler(send, DOMAIN, pause)(ROLE), {
      message: "PUT /_plugins/_security/api/roles/reader-search: 403 no permissions",
    });
    assert.equal(asked.length, 6);
  });

  it("refuses to try again what is wrong in itself", async () => {
    const { asked, send, pause } = search([400, "mapper_parsing_exception"]);

    await assert.rejects(createHandler(send, DOMAIN, pause)(INDEX), {
      message: "PUT /vectors: 400 mapper_parsing_exception",
    });
    assert.equal(asked.length, 1);
  });

  it("waits until a new index of a collection can be used", async () => {
    const { pauses, send, pause } = search([200]);

    assert.deepEqual(await createHandler(send, { SERVICE: "aoss" }, pause)(INDEX), { done: "index" });
    assert.deepEqual(pauses, [30_000]);
  });

  it("refuses an environment that lacks variables or names another service, naming them all", () => {
    assert.throws(() => readSettings({ SERVICE: "s3", AWS_REGION: "eu-west-1" }), {
      message: "environment: ENDPOINT, SERVICE, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
    });
  });

  it("signs what it sends for one service in the function's region", async () => {
    const original = globalThis.fetch;
    const requests: [url: unknown, init: RequestInit | undefined][] = [];
    globalThis.fetch = async (url, init) => {
      requests.push([url, init]);
      return new Response("{}", { status: 200 });
    };
    try {
      const settings = readSettings({
        ENDPOINT: "https://search.example.com",
        SERVICE: "aoss",
        AWS_REGION: "eu-west-1",
        AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
        AWS_SECRET_ACCESS_KEY: "secret",
        AWS_SESSION_TOKEN: "token",
      });
      const answer = await signedSender(settings)("/vectors", { a: 1 });
      const [url, init] = requests[0] ?? [];
      const headers = new Headers(init?.headers);

      assert.deepEqual(
        [answer.status, url, init?.method, init?.body],
        [200, "https://search.example.com/vectors", "PUT", '{"a":1}'],
      );
      assert.match(
        `${headers.get("authorization")}`,
        /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/aoss\/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/,
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
