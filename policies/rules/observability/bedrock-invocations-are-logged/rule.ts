import { parseUrn } from "@plinth/standards/pulumi/urn";
import { type Estate, type ResourceRecord, type Rule, UNKNOWN, type Verdict } from "../../../core/rule";
import { INVOKER_TYPES, notApplicableUnlessInvoker } from "../../../readers/models/model-use";
import { hasDestination, INVOCATION_LOGGING, loggingOf } from "../../../readers/observability/invocation-logging";
import { accountOf } from "../../../readers/resource/account";
import { regionOf } from "../../../readers/resource/region";

/** Every run has one; it stands for what the standard declares of the whole stack. */
const STACK = "pulumi:pulumi:Stack";

/** See why.md. */
export const rule: Rule = {
  id: "bedrock-invocations-are-logged",
  layer: "observability",
  family: "observability",
  severity: "high",
  cures: [INVOCATION_LOGGING],
  title: "Bedrock records the invocations of an account whose models are used",
  scope: "stack",
  types: [INVOCATION_LOGGING, STACK, ...INVOKER_TYPES],

  judge(resource, estate): Verdict {
    if (resource.type === INVOCATION_LOGGING) return judgeConfiguration(resource);
    if (resource.type === STACK) return judgeDeclared(resource, estate);
    const other = notApplicableUnlessInvoker(resource, estate);
    if (other) return other;
    return estate.ofType(INVOCATION_LOGGING).length > 0 ? { outcome: "pass" } : judgeElsewhere(resource, estate);
  },
};

function judgeConfiguration(configuration: ResourceRecord): Verdict {
  const logging = loggingOf(configuration);
  const delivered = logging === UNKNOWN ? UNKNOWN : hasDestination(logging);
  if (delivered === UNKNOWN) return { outcome: "undetermined", reason: "where records go is not known yet" };
  if (delivered) return { outcome: "pass" };
  return {
    outcome: "violation",
    found: `${configuration.name} delivers records to nowhere`,
    required: "a bucket or a log group that the records of invocations are delivered to",
    fix: "set loggingConfig.s3Config, or use InvocationLogging, which brings the store",
    cures: [],
  };
}

/** A stack without a configuration of its own: another one may hold it, and the standard says which. */
function judgeElsewhere(invoker: ResourceRecord, { standard }: Estate): Verdict {
  const [account, region] = [accountOf(invoker), regionOf(invoker)];
  const declared = standard.invocationLogging.find((one) => one.accountId === account && one.region === region);
  if (declared) {
    const { accountId, stack, owner } = declared;
    return {
      outcome: "pass",
      evidence: `stack ${stack} records the invocations of account ${accountId} in ${declared.region}, as the standard declares (${owner})`,
    };
  }
  return {
    outcome: "undetermined",
    reason:
      "no invocation logging is configured here, and the standard's invocationLogging names no stack that does it for this account and region",
  };
}

/** What the standard declares of this very stack, which others rely on. */
function judgeDeclared({ urn, name }: ResourceRecord, estate: Estate): Verdict {
  const { stack, project } = parseUrn(urn);
  const declared = estate.standard.invocationLogging.filter((one) => one.stack === `${project}/${stack}`);
  if (declared.length === 0) return { outcome: "not-applicable", reason: "no other stack relies on its logging" };

  const configured = estate
    .ofType(INVOCATION_LOGGING)
    .map((one) => ({ account: accountOf(one), region: regionOf(one) }));
  const missing = declared.filter(
    ({ accountId, region }) =>
      !configured.some(
        (at) => (at.account === accountId || at.account === UNKNOWN) && (at.region === region || at.region === UNKNOWN),
      ),
  );
  if (missing.length > 0) {
    const places = missing.map(({ accountId, region }) => `account ${accountId} in ${region}`).join(", ");
    return {
      outcome: "violation",
      found: `${name} does not record the invocations of ${places}`,
      required: "the invocation logging that the standard declares of this stack, and that others rely on",
      fix: "add InvocationLogging there, or take the declaration out of the standard's invocationLogging",
    };
  }
  const open = configured.some(({ account, region }) => account === UNKNOWN || region === UNKNOWN);
  return open
    ? { outcome: "undetermined", reason: "in which account or region invocations are recorded is not known yet" }
    : { outcome: "pass" };
}
