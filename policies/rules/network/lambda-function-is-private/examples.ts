import { UNKNOWN } from "../../../core/rule";
import type { RuleExample } from "../../../testing/rule-examples";
import { model } from "../example-network";

const url = (authorizationType: unknown) => ({
  type: "aws:lambda/functionUrl:FunctionUrl",
  name: "url",
  props: { authorizationType },
});
const permission = (props: Record<string, unknown>) => ({
  type: "aws:lambda/permission:Permission",
  name: "call",
  props: { action: "lambda:InvokeFunction", ...props },
});
/** What tells the account of the run. */
const topic = { type: "aws:sns/topic:Topic", name: "news", props: { arn: "arn:aws:sns:eu-west-1:111122223333:news" } };

export const examples: RuleExample[] = [
  { title: "a URL for callers with credentials", resources: [url("AWS_IAM"), model], outcome: "pass" },
  { title: "a URL for everybody", resources: [url("NONE"), model], outcome: "violation" },
  { title: "a URL whose callers are not known yet", resources: [url(UNKNOWN), model], outcome: "undetermined" },
  {
    title: "a service may call",
    resources: [permission({ principal: "apigateway.amazonaws.com" }), model],
    outcome: "pass",
  },
  { title: "everybody may call", resources: [permission({ principal: "*" }), model], outcome: "violation" },
  {
    title: "near miss: everybody in the organisation may call",
    resources: [permission({ principal: "*", principalOrgId: "o-a1b2c3d4e5" }), model],
    outcome: "pass",
  },
  {
    title: "everybody of any organisation may call",
    resources: [permission({ principal: "*", principalOrgId: "o-*" }), model],
    outcome: "violation",
  },
  {
    title: "everybody may call on behalf of a foreign account",
    resources: [
      permission({ principal: "*", functionUrlAuthType: "NONE", sourceAccount: "999988887777" }),
      topic,
      model,
    ],
    outcome: "violation",
  },
  {
    title: "near miss: a resource of the own account may call",
    resources: [permission({ principal: "*", sourceArn: "arn:aws:sns:eu-west-1:111122223333:news" }), topic, model],
    outcome: "pass",
  },
  {
    title: "everybody may call from any resource",
    resources: [permission({ principal: "*", sourceArn: "arn:aws:sns:*:*:*" }), topic, model],
    outcome: "violation",
  },
  {
    title: "everybody may call on behalf of an account, and no account is known",
    resources: [permission({ principal: "*", sourceAccount: "111122223333" }), model],
    outcome: "undetermined",
  },
  { title: "a program that has nothing to do with models", resources: [url("NONE")], outcome: "violation" },
  {
    title: "the function itself",
    resources: [{ type: "aws:lambda/function:Function", name: "answer", props: {} }, model],
    outcome: "not-applicable",
  },
];
