import assert from "node:assert/strict";
import { deploymentStatements } from "@plinth/components/identity/deployment-role";
import { createEstate, type Estate, recordsOf } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { readDocument } from "../../../../policies/readers/iam/document";
import { canPerform, type NamedPolicy } from "../../../../policies/readers/iam/evaluate";
import { ACCOUNT, serviceControlPoliciesOver } from "../../../../policies/readers/iam/organization";
import { MANAGEMENT } from "../../../support/landing-zone";
import { previewOf, stackProgram } from "../../../support/stacks";

/**
 * Who can invoke what where: each cell of accounts × principals × routes × regions × models is asked of the service control
 * policies as the stack attaches them, beside the principal's own policies, and compared with what the words of
 * `expected` say. Roles hold the most that anybody could give them, so that only what the organisation guarantees counts.
 */

const ACCOUNTS = [
  "management",
  "log-archive",
  "audit",
  "network",
  "ai-platform",
  "support-prod",
  "support-dev",
] as const;
type AccountName = (typeof ACCOUNTS)[number];

const PRINCIPALS = {
  workload: "role/workload/support/support-handler",
  developer: "role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_plinth-developer_0123456789abcdef",
  "person with AdministratorAccess": "role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef",
  deployment: "role/plinth/plinth-deployment",
  "account administrator": "role/OrganizationAccountAccessRole",
  "root user": "root",
} as const;
type PrincipalName = keyof typeof PRINCIPALS;

/** Approved, approved, of the area but not approved, of another area, and what a global profile asks for. */
const REGIONS = ["eu-west-1", "eu-central-1", "eu-south-1", "us-east-1", "unspecified"] as const;
type Region = (typeof REGIONS)[number];

const MODELS = {
  catalogue: "anthropic.claude-sonnet-4-5-20250929-v1:0",
  unlisted: "deepseek.r1-v1:0",
} as const;
type Model = keyof typeof MODELS;

interface Call {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}
type Route = (place: { readonly region: string; readonly account: string; readonly model: string }) => Call;

const ofModel =
  (action: string): Route =>
  ({ region, model }) => ({ action, resource: `arn:aws:bedrock:${region}::foundation-model/${model}` });
const throughProfile =
  (action: string): Route =>
  (place) => ({
    ...ofModel(action)(place),
    context: {
      "bedrock:InferenceProfileArn": `arn:aws:bedrock:eu-west-1:${place.account}:application-inference-profile/a1b2c3d4e5f6`,
    },
  });
const onResource =
  (action: string, resource: string): Route =>
  ({ region, account }) => ({
    action,
    resource: `arn:aws:${action.split(":")[0]}:${region}:${account}:${resource}`,
  });

/** Routes that name a model, of `bedrock-runtime` and of batches: directly, and through a profile. */
const DIRECT: Readonly<Record<string, Route>> = {
  runtime: ofModel("bedrock:InvokeModel"),
  stream: ofModel("bedrock:InvokeModelWithResponseStream"),
  batch: ofModel("bedrock:CreateModelInvocationJob"),
};
const PROFILED: Readonly<Record<string, Route>> = {
  "runtime through profile": throughProfile("bedrock:InvokeModel"),
  "stream through profile": throughProfile("bedrock:InvokeModelWithResponseStream"),
  "batch through profile": throughProfile("bedrock:CreateModelInvocationJob"),
};
/** Routes that name something else, behind which a model answers. */
const INDIRECT: Readonly<Record<string, Route>> = {
  agents: onResource("bedrock:InvokeAgent", "agent-alias/A1B2C3D4E5/F6G7H8I9J0"),
  "inline agents": () => ({ action: "bedrock:InvokeInlineAgent", resource: "*" }),
  flows: onResource("bedrock:InvokeFlow", "flow/A1B2C3D4E5/alias/F6G7H8I9J0"),
  "knowledge bases": onResource("bedrock:RetrieveAndGenerate", "knowledge-base/A1B2C3D4E5"),
  AgentCore: onResource("bedrock-agentcore:InvokeAgentRuntime", "runtime/support-a1b2c3d4e5"),
  "SageMaker endpoints": onResource("sagemaker:InvokeEndpoint", "endpoint/support"),
};
/** Planes that model invocation logging does not see. */
const UNRECORDED: Readonly<Record<string, Route>> = {
  mantle: ({ region, account, model }) => ({
    action: "bedrock-mantle:CreateInference",
    resource: `arn:aws:bedrock-mantle:${region}:${account}:project/default`,
    context: { "bedrock-mantle:Model": model },
  }),
  "mantle by API key": onResource("bedrock-mantle:CallWithBearerToken", "project/default"),
  "runtime by API key": () => ({ action: "bedrock:CallWithBearerToken", resource: "*" }),
  "Claude Platform on AWS": () => ({ action: "aws-external-anthropic:CreateInference", resource: "*" }),
};
const ROUTES: Readonly<Record<string, Route>> = { ...DIRECT, ...PROFILED, ...INDIRECT, ...UNRECORDED };

interface Cell {
  readonly account: AccountName;
  readonly principal: PrincipalName;
  readonly route: string;
  readonly region: Region;
  readonly model: Model;
}

/** The organisation's word, independent of the policies that keep it. */
function expected({ account, principal, route, region, model }: Cell): boolean {
  if (principal === "deployment") return false;
  // Service control policies do not bind the management account, which is why nothing runs there.
  if (account === "management") return principal !== "developer";
  if (principal === "root user" || route in UNRECORDED) return false;
  const approved = region === "eu-west-1" || region === "eu-central-1";
  const answers: Record<Exclude<AccountName, "management">, boolean> = {
    "log-archive": false,
    audit: false,
    network: false,
    "ai-platform": principal !== "developer",
    "support-prod": principal === "workload",
    "support-dev": principal !== "developer" || /^(runtime|stream)/.test(route),
  };
  if (!answers[account]) return false;
  if (route in DIRECT) return approved && model === "catalogue";
  if (route in PROFILED) return (approved || region === "eu-south-1") && model === "catalogue";
  // Whoever sets accounts up may clean up in regions that are not approved, within the area.
  return approved || (region === "eu-south-1" && principal === "account administrator");
}

function source(name: string, statements: readonly object[]): NamedPolicy {
  const document = readDocument({ Version: "2012-10-17", Statement: statements });
  assert.ok(document, name);
  return { name, document };
}

describe("who can invoke what where", () => {
  const { "plinth:accounts": accounts = "{}" } = stackProgram("org").config;
  const ids: Record<string, { readonly id: string }> = { management: { id: MANAGEMENT }, ...JSON.parse(accounts) };
  let estate: Estate;
  before(async () => {
    estate = createEstate(recordsOf((await previewOf("org")).resources), loadStandard());
  });

  function controlsOf(account: AccountName) {
    if (account === "management") return undefined;
    const found = estate.ofType(ACCOUNT).find(({ name }) => name === `${account}-account`);
    assert.ok(found, account);
    const { levels, complete } = serviceControlPoliciesOver(found, estate);
    assert.equal(complete, true);
    return levels;
  }

  function heldBy(principal: PrincipalName, accountId: string): NamedPolicy[] {
    const everything = { Effect: "Allow", Action: "*", Resource: "*" };
    if (principal === "deployment") return [source(principal, [everything, ...deploymentStatements("aws", accountId)])];
    if (principal !== "developer") return [source(principal, [everything])];
    const inline = estate
      .ofType("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy")
      .find(({ name }) => name === "teams-developer-policy");
    return [source(principal, JSON.parse(String(inline?.props.inlinePolicy)).Statement)];
  }

  for (const account of ACCOUNTS) {
    for (const principal of Object.keys(PRINCIPALS) as PrincipalName[]) {
      it(`in ${account}: ${principal}`, () => {
        const accountId = ids[account]?.id ?? "";
        const controls = controlsOf(account);
        const identity = heldBy(principal, accountId);
        const wrong: string[] = [];
        for (const [route, callOf] of Object.entries(ROUTES)) {
          for (const region of REGIONS) {
            for (const model of Object.keys(MODELS) as Model[]) {
              const place = {
                region: region === "unspecified" ? "" : region,
                account: accountId,
                model: MODELS[model],
              };
              const { action, resource, context = {} } = callOf(place);
              const keys = {
                "aws:PrincipalArn": `arn:aws:iam::${accountId}:${PRINCIPALS[principal]}`,
                "aws:PrincipalAccount": accountId,
                "aws:ResourceAccount": accountId,
                "aws:RequestedRegion": region,
                ...context,
              };
              const facts = new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), [value]]));
              const answer = canPerform({ identity, serviceControlPolicies: controls, facts }, { action, resource });
              const wanted = expected({ account, principal, route, region, model }) ? "allowed" : "denied";
              if (answer !== wanted)
                wrong.push(`${route} of the ${model} model in ${region}: ${answer}, not ${wanted}`);
            }
          }
        }

        assert.deepEqual(wrong, []);
      });
    }
  }

  it("is asked of every route, in every cell", () => {
    const cells = ACCOUNTS.length * Object.keys(PRINCIPALS).length * Object.keys(ROUTES).length * REGIONS.length * 2;

    assert.equal(cells, 6_720);
  });
});
