import type { Pack } from "../../crossguard/pack";
import { rules } from "../../rules";

/**
 * Services that an organisation's own stacks are made of: who may do what, what is recorded, and where it is kept. Targets
 * of events, which CloudWatch's types have among them, are compute.
 */
const SERVICES =
  /^aws:(account|cfg|cloudtrail|cloudwatch(?!\/eventTarget)|guardduty|iam|identitystore|kms|organizations|ram|s3|securityhub|ssoadmin)\//;

/** For the stacks that workloads stand on: rules about services that no landing zone has are left out. */
export const landingZone: Pack = {
  name: "plinth-landing-zone",
  displayName: "Plinth landing zone",
  description:
    "Service control policies, accounts, permission sets, trails and their stores, for the stacks of an organisation.",
  rules: rules.filter(({ types }) => types.some((type) => SERVICES.test(type))),
};
