import { dependenciesOf } from "../../../core/dependencies";
import { topLevelProperty, valuesSetAt } from "../../../core/properties";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Unknown, type Verdict } from "../../../core/rule";
import { textOf } from "../../../core/values";
import { outsideAiEstate } from "../../../readers/estate/ai-estate";
import { TYPES_WITH_VARIABLES, variablePathsOf } from "../../../readers/resource/variables";
import { holdsSecret, isSecretVariable } from "./secrets";

const PARAMETER = "aws:ssm/parameter:Parameter";
const SECRETS = ["aws:secretsmanager/secret:Secret", PARAMETER];
/** Texts that models read: who asks the right question is told what stands in them. */
const PROMPTS: Readonly<Record<string, readonly string[]>> = {
  "aws:bedrock/agentAgent:AgentAgent": ["instruction"],
  "aws:bedrock/agentPrompt:AgentPrompt": [
    "variants[].templateConfiguration.text.text",
    "variants[].templateConfiguration.chat.systems[].text",
    "variants[].templateConfiguration.chat.messages[].content.text",
  ],
  "aws:bedrock/agentFlow:AgentFlow": [
    "definition.nodes[].configuration.prompt.sourceConfiguration.inline.templateConfiguration.text.text",
  ],
};
/** See why.md. */
export const rule: Rule = {
  id: "environment-holds-no-secrets",
  layer: "identity",
  family: "per-workload-iam",
  severity: "high",
  title: "Variables and parameters in plain text hold no secrets",
  scope: "stack",
  types: [...new Set([...TYPES_WITH_VARIABLES, ...Object.keys(PROMPTS), PARAMETER])],

  judge(resource, estate): Verdict {
    const outside = outsideAiEstate(estate);
    if (outside) return outside;
    const answers = resource.type === PARAMETER ? ofParameter(resource, estate) : ofVariables(resource, estate);
    if (answers.length === 0) return { outcome: "not-applicable", reason: "it has no variables" };
    const [secret] = answers.filter(({ holds }) => holds === true);
    if (secret) {
      return {
        outcome: "violation",
        found: `${resource.name} holds a secret in plain text in ${secret.path}`,
        required: "secrets in AWS Secrets Manager or SecureString parameters, which the code reads under its own role",
        fix: "keep the value in an aws.secretsmanager.Secret, give its ARN in place of the value, allow the role secretsmanager:GetSecretValue on that ARN, and renew the value: state and console show the old one",
      };
    }
    const [open] = answers.filter(({ holds }) => holds === UNKNOWN);
    return open ? { outcome: "undetermined", reason: `${open.path} is not known yet` } : { outcome: "pass" };
  },
};

interface Answer {
  readonly path: string;
  readonly holds: boolean | Unknown;
}

function ofVariables(resource: ResourceRecord, estate: Estate): readonly Answer[] {
  return [...variablePathsOf(resource.type), ...(PROMPTS[resource.type] ?? [])].flatMap((path) => {
    const values = valuesSetAt(resource, path);
    // What comes from a secret of this run and is not known yet is its ARN or its name.
    const refers = () => dependenciesOf(resource, topLevelProperty(path), SECRETS, estate).length > 0;
    return values.map((value) => {
      const holds = holdsSecret(value, estate);
      return { path, holds: holds === UNKNOWN && refers() ? false : holds };
    });
  });
}

/** A parameter of type String is text that everybody who may read parameters reads. */
function ofParameter({ props }: ResourceRecord, estate: Estate): readonly Answer[] {
  if (props.type === "SecureString") return [{ path: "value", holds: false }];
  const name = textOf(props.name);
  const value = props.value ?? props.insecureValue;
  const holds = isSecretVariable(name.slice(name.lastIndexOf("/") + 1), value, estate);
  return [{ path: "value", holds: holds === UNKNOWN && props.value === UNKNOWN ? UNKNOWN : holds }];
}
