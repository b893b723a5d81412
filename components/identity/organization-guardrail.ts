import { type Classification, PlinthError } from "@plinth/standards";
import * as bedrock from "@pulumi/aws/bedrock";
import * as cloudcontrol from "@pulumi/aws/cloudcontrol";
import * as organizations from "@pulumi/aws/organizations";
import * as pulumi from "@pulumi/pulumi";
import { type GuardrailPolicy, guardrailPolicy, policyDigest } from "../model-access/guardrail-policy";
import { faultsOf, PlinthComponent, type PlinthComponentArgs, regionChecks } from "../plinth-component";
import { policyDocument, type Statement } from "./policy-document";

/** Arguments of {@link OrganizationGuardrail}. */
export interface OrganizationGuardrailArgs extends PlinthComponentArgs {
  /** Organisation whose principals may apply the guardrail: `o-a1b2c3d4e5`. */
  readonly organizationId: pulumi.Input<string>;
  /** Ids of the organisational units or accounts whose inference is guarded, by name. Bounds: at least one. */
  readonly targets: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Regions that models are called from; each has its own guardrail. Bounds: regions of the standard. Default: the
   * workload's region.
   */
  readonly regions?: readonly string[];
  /** Classification of the data, which sets the strength of the guardrail. Default: the workload's classification. */
  readonly classification?: Classification;
}

/**
 * A guardrail that Amazon Bedrock applies to every model call of the target accounts, whatever the request specifies.
 *
 * Deploy it in the organisation's management account, as AWS requires. Creates for each region a guardrail, a numbered
 * version of it and a resource policy that lets the organisation's principals apply it; one Bedrock policy; and an
 * attachment for each target. Callers also need `bedrock:ApplyGuardrail` themselves: without it each of their calls is
 * denied, so begin with one unit. The component rejects a malformed guardrail identifier, because a Bedrock policy with
 * one fails all calls.
 *
 * Sources: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_bedrock_syntax.html,
 * orgs_manage_policies_bedrock_best_practices.html, and
 * https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-resource-based-policies.html (read 2026-11).
 *
 * @example
 * new OrganizationGuardrail("guardrail", { workload, organizationId: "o-a1b2c3d4e5", targets: { workloads: organization.unitIds.workloads } });
 */
export class OrganizationGuardrail extends PlinthComponent {
  /** Guardrail identifiers of the Bedrock policy, `<guardrail ARN>:<version>`, by region. Assigned by AWS. */
  readonly identifiers: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: OrganizationGuardrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("OrganizationGuardrail", name, args, opts, faults(name, args));
    const { organizationId, workload, targets } = args;
    const policy = guardrailPolicy(args.classification ?? workload.classification);
    const shared: cloudcontrol.Resource[] = [];
    this.identifiers = Object.fromEntries(
      (args.regions ?? [workload.region]).map((region) => {
        const { guardrailArn } = this.#guardrail(region, policy);
        shared.push(this.#share(region, guardrailArn, organizationId));
        return [region, this.#identifier(region, guardrailArn, policy)];
      }),
    );
    this.#enforce(targets, shared);
    this.registerOutputs({ identifiers: this.identifiers });
  }

  #guardrail(region: string, policy: GuardrailPolicy): bedrock.Guardrail {
    return new bedrock.Guardrail(
      `${this.name}-${region}`,
      {
        ...policy,
        name: this.physicalName(),
        description: "Applied to every model call of the organisation",
        region,
        tags: this.tags(),
      },
      this.child({ protect: true }),
    );
  }

  /** Identifier with a numbered version, because a draft can change after it was reviewed. */
  #identifier(region: string, guardrailArn: pulumi.Output<string>, policy: GuardrailPolicy): pulumi.Output<string> {
    const version = new bedrock.GuardrailVersion(
      `${this.name}-${region}-version`,
      {
        guardrailArn,
        region,
        description: `Policy ${policyDigest(policy)}`,
        skipDestroy: true,
      },
      this.child(),
    );
    const { accountId, partition } = this.workload;
    return pulumi
      .all([guardrailArn, version.version])
      .apply(([arn, number]) => guardrailIdentifier(arn, number, { accountId, partition, region }));
  }

  /** Without this resource policy, Bedrock denies the calls of the organisation's other accounts. */
  #share(region: string, guardrailArn: pulumi.Output<string>, organizationId: pulumi.Input<string>) {
    const policy = policyDocument([applyStatement(guardrailArn, organizationId)]);
    return new cloudcontrol.Resource(
      `${this.name}-${region}-policy`,
      {
        region,
        typeName: "AWS::Bedrock::ResourcePolicy",
        desiredState: pulumi
          .all([guardrailArn, policy])
          .apply(([ResourceArn, document]) => JSON.stringify({ ResourceArn, PolicyDocument: JSON.parse(document) })),
      },
      this.child(),
    );
  }

  #enforce(targets: OrganizationGuardrailArgs["targets"], dependsOn: readonly cloudcontrol.Resource[]): void {
    const policy = new organizations.Policy(
      `${this.name}-enforced`,
      {
        name: this.physicalName(),
        description: "One guardrail on every model call",
        type: "BEDROCK_POLICY",
        content: pulumi.all(this.identifiers).apply((identifiers) => JSON.stringify(bedrockPolicy(identifiers))),
        tags: this.tags(),
      },
      this.child(),
    );
    for (const [target, targetId] of Object.entries(targets)) {
      new organizations.PolicyAttachment(
        `${this.name}-on-${target}`,
        { policyId: policy.id, targetId },
        this.child({ dependsOn: [...dependsOn] }),
      );
    }
  }
}

interface Owner {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
}

/**
 * Identifier of a guardrail in a Bedrock policy: its ARN and a numbered version.
 * @throws PlinthError if the guardrail belongs to another account or region, or the version is not a number.
 */
export function guardrailIdentifier(arn: string, version: string, { accountId, partition, region }: Owner): string {
  const prefix = `arn:${partition}:bedrock:${region}:${accountId}:guardrail/`;
  const faults = faultsOf(
    "identity/OrganizationGuardrail",
    "guardrail",
    [
      arn.startsWith(prefix) && /^[a-z0-9]+$/.test(arn.slice(prefix.length)),
      "identifier",
      `${prefix}<id>: the management account's, in the region where it is applied`,
      arn,
    ],
    [/^[1-9]\d{0,7}$/.test(version), "version", "a numbered version, not DRAFT", version],
  );
  if (faults.length > 0) throw new PlinthError("organisation guardrail", faults);
  return `${arn}:${version}`;
}

/**
 * Content of a Bedrock policy. It checks complete messages and system prompts: guard content tags in a prompt exempt
 * nothing.
 */
export function bedrockPolicy(identifiers: Readonly<Record<string, string>>): object {
  const enforced = (identifier: string) => ({
    identifier: { "@@assign": identifier },
    selective_content_guarding: {
      system: { "@@assign": "comprehensive" },
      messages: { "@@assign": "comprehensive" },
    },
    model_enforcement: { included_models: { "@@assign": ["ALL"] }, excluded_models: { "@@assign": [] } },
  });
  return {
    bedrock: {
      guardrail_inference: Object.fromEntries(
        Object.entries(identifiers).map(([region, identifier]) => [region, { config_1: enforced(identifier) }]),
      ),
    },
  };
}

function applyStatement(guardrailArn: pulumi.Input<string>, organizationId: pulumi.Input<string>): Statement {
  return {
    Sid: "AppliedByTheOrganization",
    Effect: "Allow",
    Principal: "*",
    Action: ["bedrock:ApplyGuardrail"],
    Resource: guardrailArn,
    Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
  };
}

function faults(name: string, { workload, targets, regions = [workload.region] }: OrganizationGuardrailArgs) {
  return faultsOf(
    "identity/OrganizationGuardrail",
    name,
    [Object.keys(targets).length > 0, "targets", "at least one organisational unit or account"],
    ...regionChecks(workload.standard, regions),
  );
}
