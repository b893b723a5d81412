import { standardTags } from "@plinth/components/plinth-component";
import { loadStandard, PlinthError, regulatedStandard } from "@plinth/standards";
import { Provider } from "@pulumi/aws/provider";
import { RunError } from "@pulumi/pulumi";
import { adopting } from "./adopt";
import { currentConfig, parseStackConfig } from "./stack-config";

/**
 * The program of every stack: checks its configuration as a whole, then hands it to the blueprint that it names.
 * Nothing is deployed anywhere but into the account that the configuration names.
 * @returns The stack's outputs.
 * @throws RunError with every fault of the configuration or of a component's arguments: Pulumi tells it without a stack
 *   trace, which it prints for every other error.
 */
export function deployStack(): Record<string, unknown> {
  try {
    return deploy();
  } catch (error) {
    throw error instanceof PlinthError ? Object.assign(new RunError(error.message), { cause: error }) : error;
  }
}

function deploy(): Record<string, unknown> {
  const organizations = loadStandard();
  const { settings, blueprint, config } = parseStackConfig(currentConfig(), organizations);
  const { environment, accountId, region, partition, deploymentRoleArn } = settings;
  const { name, owner, classification, regulated } = config.workload;
  const standard = regulated ? regulatedStandard(organizations) : organizations;
  const workload = { name, owner, classification, regulated, environment, accountId, region, partition, standard };
  const optsOf = (provider: string, where: string) => ({
    provider: new Provider(provider, {
      region: where,
      assumeRoles: deploymentRoleArn ? [{ roleArn: deploymentRoleArn, sessionName: `plinth-${settings.stack}` }] : [],
      allowedAccountIds: [accountId],
      defaultTags: { tags: standardTags(workload, classification) },
    }),
    ...(settings.adopt && { transforms: [adopting(settings.adopt)] }),
  });
  const opts = optsOf("account", region);
  const optsIn = (other: string) => optsOf(`account-${other}`, other);
  return blueprint.deploy(config, { ...settings, standard, workload, opts, optsIn });
}
