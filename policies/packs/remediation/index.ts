import { PolicyPack } from "@pulumi/policy";
import { standardInForce } from "../../crossguard/pack";
import { policiesOfRemediations } from "../../crossguard/remediation-adapter";
import { startOrSayWhy } from "../../crossguard/start-pack";
import { remediations } from "../../remediation";

startOrSayWhy(() => {
  new PolicyPack("plinth-remediation", {
    displayName: "Plinth remediation",
    description: "Repairs what can be repaired on a resource itself; each repair is off until it is configured.",
    provider: "aws",
    enforcementLevel: "disabled",
    policies: policiesOfRemediations(remediations, standardInForce(__dirname)),
  });
});
