import { currentConfig, parseStackConfig } from "@plinth/blueprints/config/stack-config";
import { standardTags } from "@plinth/components/plinth-component";
import { loadStandard, PlinthError, type Workload } from "@plinth/standards";
import { Provider } from "@pulumi/aws/provider";
import { RunError } from "@pulumi/pulumi";

/**
 * The program of every stack: checks its configuration as a whole, then hands it to the blueprint that it names.
 * Nothing is deployed anywhere but into the account that the configuration names.
 */
function main(): Record<string, unknown> {
  const standard = loadStandard();
  const { settings, blueprint, config } = parseStackConfig(currentConfig(), standard);
  const { environment, accountId, region, partition, deploymentRoleArn } = settings;
  const { name, owner, classification } = config.workload;
  const workload: Workload = { name, owner, classification, environment, accountId, region, partition, standard };
  const provider = new Provider("account", {
    region,
    assumeRoles: [{ roleArn: deploymentRoleArn, sessionName: `plinth-${settings.stack}` }],
    allowedAccountIds: [accountId],
    defaultTags: { tags: standardTags(workload, classification) },
  });
  return blueprint.deploy(config, { ...settings, standard, workload, opts: { provider } });
}

function outputs(): Record<string, unknown> {
  try {
    return main();
  } catch (error) {
    // A fault of the user's is told without a stack trace, which Pulumi prints for every other error.
    throw error instanceof PlinthError ? Object.assign(new RunError(error.message), { cause: error }) : error;
  }
}

export = outputs();
