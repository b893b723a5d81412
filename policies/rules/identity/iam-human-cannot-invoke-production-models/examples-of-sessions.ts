import type { RuleExample } from "../../../testing/rule-examples";
import { ACCOUNT, allow, deny, document, inlinePolicy, role, serviceTrust, tags } from "../example-iam";
import { granted, invokes, ownProfile } from "./example-team";

const closedGlass = { ...tags("support"), breakglass: "no" };
const untilBreakGlass = document(
  allow("bedrock:InvokeModel", ownProfile),
  deny("bedrock:*", "*", { StringNotEquals: { "aws:PrincipalTag/breakglass": "yes" } }),
);
const signedIn = (more: readonly string[], condition?: object) =>
  document({
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/corporate` },
    Action: ["sts:AssumeRoleWithSAML", ...more],
    ...(condition && { Condition: condition }),
  });

/** Who acts as a role, by what they choose for their sessions, by a certificate, or in a notebook. */
export const sessions: readonly RuleExample[] = [
  {
    title: "a tag that its people choose for the session lifts the deny",
    resources: granted(untilBreakGlass, { assumeRolePolicy: signedIn(["sts:TagSession"]), tags: closedGlass }),
    outcome: "violation",
  },
  {
    title: "a tag of the role that no session changes keeps the deny",
    resources: granted(untilBreakGlass, { assumeRolePolicy: signedIn([]), tags: closedGlass }),
    outcome: "pass",
  },
  {
    title: "a tag that sessions may not choose keeps the deny",
    resources: granted(untilBreakGlass, {
      assumeRolePolicy: signedIn(["sts:TagSession"], {
        "ForAllValues:StringEquals": { "aws:TagKeys": ["cost-center"] },
      }),
      tags: closedGlass,
    }),
    outcome: "pass",
  },
  {
    title: "any holder of a certificate",
    resources: granted(invokes("bedrock:InvokeModel"), {
      assumeRolePolicy: serviceTrust("rolesanywhere.amazonaws.com"),
    }),
    outcome: "violation",
  },
  {
    title: "the holder of one certificate, which may be a server",
    resources: granted(invokes("bedrock:InvokeModel"), {
      assumeRolePolicy: serviceTrust("rolesanywhere.amazonaws.com", {
        StringEquals: { "aws:PrincipalTag/x509Subject/CN": "batch.example.com" },
      }),
    }),
    outcome: "undetermined",
  },
  {
    title: "people who open a notebook",
    resources: [
      role("studio", { assumeRolePolicy: serviceTrust("sagemaker.amazonaws.com"), tags: tags("support") }),
      inlinePolicy("studio", invokes("bedrock:InvokeModel", ownProfile)),
      {
        type: "aws:sagemaker/domain:Domain",
        name: "domain",
        props: { defaultUserSettings: { executionRole: "studio" } },
        refersTo: { defaultUserSettings: "studio" },
      },
    ],
    outcome: "violation",
  },
  {
    title: "a SageMaker model under the same role",
    resources: [
      role("model", { assumeRolePolicy: serviceTrust("sagemaker.amazonaws.com"), tags: tags("support") }),
      inlinePolicy("model", invokes("bedrock:InvokeModel", ownProfile)),
      { type: "aws:sagemaker/model:Model", name: "model-1", props: {}, refersTo: { executionRoleArn: "model" } },
    ],
    outcome: "not-applicable",
  },
];
