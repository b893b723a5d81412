import assert from "node:assert/strict";
import { baseline, createEstate, judge, recordsOf, rulesOf } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { ClassifiedBucket } from "../../../../components/data/classified-bucket";
import { containerImage } from "../../../../components/ecs/container-image";
import { ModelInventoryEntry } from "../../../../components/governance/model-inventory-entry";
import { WorkloadKey } from "../../../../components/identity/workload-key";
import { WorkloadRole } from "../../../../components/identity/workload-role";
import { SagemakerEndpoint, type SagemakerEndpointArgs } from "../../../../components/model-access/sagemaker-endpoint";
import { assertOnly, OWN_ACCOUNT, type Part } from "../../../support/access";
import { networkOfAnotherStack } from "../../../support/network";
import { preview, type TestPreview } from "../../../support/preview";
import { workload } from "../../../support/workload";

const ENDPOINT = "arn:aws:sagemaker:eu-west-1:210987654321:endpoint/support-prod-summaries";
const REPOSITORY = "arn:aws:ecr:eu-west-1:210987654321:repository";
const VPC = "arn:aws:ec2:eu-west-1:210987654321:vpc/vpc-0123456789abcdef0";
const image = (name: string) =>
  containerImage(`210987654321.dkr.ecr.eu-west-1.amazonaws.com/${name}@sha256:${"0".repeat(64)}`, "aws");

function build(change: Partial<SagemakerEndpointArgs> = {}): SagemakerEndpoint {
  const key = new WorkloadKey("key", { workload, services: ["logs"] });
  const bucket = new ClassifiedBucket("weights", { workload, classification: "confidential", kind: "source", key });
  const network = networkOfAnotherStack();
  const endpoint = new SagemakerEndpoint("summaries", {
    workload,
    network,
    key,
    image: image("vllm"),
    model: { bucket, path: "models/summaries/" },
    insteadOf: "anthropic.claude-haiku-4-5",
    expectedMonthlyInferenceUsd: 45_000.5,
    instance: { type: "ml.g5.12xlarge", hourUsd: 7.09 },
    monitoring: { image: image("drift") },
    alarmTopicArn: "arn:aws:sns:eu-west-1:210987654321:support-prod-alarms",
    ...change,
  });
  endpoint.grantInvoke(new WorkloadRole("caller", { workload, service: "lambda" }));
  return endpoint;
}

describe("SagemakerEndpoint", () => {
  let test: TestPreview;
  before(async () => {
    test = await preview(() => build(), { config: OWN_ACCOUNT });
  });

  it("hosts the model in a VPC, without any network of its own", () => {
    const model = test.resources.only("aws:sagemaker/model:Model")?.inputs;

    assert.equal(model?.enableNetworkIsolation, true);
    assert.deepEqual(model?.vpcConfig, {
      subnets: ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"],
      securityGroupIds: ["sg-0123456789abcdef0"],
    });
    assert.deepEqual(Object(model?.primaryContainer).modelDataSource, {
      s3DataSources: [
        {
          s3Uri: `s3://${test.resources.named("weights-bucket")?.props.bucket}/models/summaries/`,
          s3DataType: "S3Prefix",
          compressionType: "None",
        },
      ],
    });
  });

  it("captures all requests and answers to a store of their own, and declares the spend that it is worth", () => {
    const configuration = test.resources.only("aws:sagemaker/endpointConfiguration:EndpointConfiguration")?.inputs;
    const capture = test.resources.named("summaries-capture-objects-bucket")?.props.bucket;

    assert.equal(Object(configuration?.dataCaptureConfig).destinationS3Uri, `s3://${capture}/captured`);
    assert.equal(Object(configuration?.dataCaptureConfig).initialSamplingPercentage, 100);
    assert.equal(Object(configuration?.tags)["plinth:monthly-usd"], "45000");
    assert.equal(configuration?.kmsKeyArn, undefined);
  });

  it("encrypts the disks of instances that take a key", async () => {
    const { resources } = await preview(() => build({ instance: { type: "ml.m5.4xlarge", hourUsd: 1 } }));
    const configuration = resources.only("aws:sagemaker/endpointConfiguration:EndpointConfiguration")?.inputs;

    assert.equal(configuration?.kmsKeyArn, resources.named("key-key")?.props.arn);
  });

  it("scales from two to four instances, and tells when invocations fail", () => {
    const target = test.resources.only("aws:appautoscaling/target:Target")?.inputs;
    const alarms = test.resources.all("aws:cloudwatch/metricAlarm:MetricAlarm");

    assert.deepEqual(
      [target?.resourceId, target?.minCapacity, target?.maxCapacity],
      ["endpoint/support-prod-summaries/variant/main", 2, 4],
    );
    assert.deepEqual(
      alarms.map(({ inputs }) => inputs.metricName),
      ["Invocation5XXErrors", "InvocationModelErrors"],
    );
  });

  it("is evaluated every six hours by a container without network", () => {
    const job = test.resources.only("aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition")?.inputs;
    const schedule = test.resources.only("aws:sagemaker/monitoringSchedule:MonitoringSchedule")?.inputs;

    assert.equal(Object(job?.networkConfig).enableNetworkIsolation, true);
    assert.deepEqual(Object(schedule?.monitoringScheduleConfig).scheduleConfig, {
      scheduleExpression: "cron(0 0/6 ? * * *)",
    });
  });

  it("is in the inventory by its hosted name, whichever version is deployed", async () => {
    const { preview: ran } = await preview(() => {
      const { hostedName } = build();
      new ModelInventoryEntry("entry", {
        workload,
        model: { hostedName, provider: "Mistral AI", source: "https://huggingface.co/mistralai" },
        purpose: "Summaries of claims.",
        intendedUses: "Summaries that a person reads. Not for decisions about people.",
        status: "Approved",
      });
    });
    const standard = loadStandard();
    const judged = judge(rulesOf(baseline, standard), createEstate(recordsOf(ran?.resources ?? []), standard));

    assert.deepEqual(
      judged
        .filter(({ rule }) => rule.id === "sagemaker-model-has-inventory-entry")
        .map(({ resource, verdict }) => [resource.name, verdict.outcome]),
      [["summaries-model", "pass"]],
    );
  });

  it("creates no monitor where nothing asks for one", async () => {
    const dev = { ...workload, environment: "dev" };
    const { resources } = await preview(() => build({ workload: dev, monitoring: undefined }));

    assert.equal(resources.all("aws:sagemaker/monitoringSchedule:MonitoringSchedule").length, 0);
  });

  it("lets each role do its own part and nothing near it", () => {
    const capture = `${test.resources.named("summaries-capture-objects-bucket")?.props.arn}`;
    const weights = `${test.resources.named("weights-bucket")?.props.arn}`;
    const parts: readonly Part[] = [
      [
        "caller-role",
        { action: "sagemaker:InvokeEndpoint", resource: ENDPOINT },
        ["sagemaker:InvokeEndpointAsync", "sagemaker:UpdateEndpoint"],
      ],
      [
        "summaries-host-role",
        { action: "s3:GetObject", resource: `${weights}/models/summaries/config.json` },
        ["s3:DeleteObject", "s3:PutObject"],
      ],
      [
        "summaries-host-role",
        { action: "s3:PutObject", resource: `${capture}/captured/a.jsonl` },
        ["s3:GetObject", "s3:DeleteObject"],
      ],
      ["summaries-host-role", { action: "ecr:BatchGetImage", resource: `${REPOSITORY}/vllm` }, ["ecr:PutImage"]],
      [
        "summaries-host-role",
        {
          action: "ec2:CreateNetworkInterface",
          resource: "arn:aws:ec2:eu-west-1:210987654321:subnet/subnet-0123456789abcdef0",
          context: { "ec2:Vpc": VPC },
        },
        ["ec2:ModifyNetworkInterfaceAttribute"],
      ],
      [
        "summaries-monitor-role",
        { action: "s3:GetObject", resource: `${capture}/captured/a.jsonl` },
        ["s3:DeleteObject", "s3:PutObjectAcl"],
      ],
    ];
    assertOnly(test, parts, 60);
  });

  it("refuses a spend below the standard's threshold, unless somebody says why", async () => {
    const low = { expectedMonthlyInferenceUsd: 12_000 };
    const refused = await preview(() => build(low));
    const acknowledged = await preview(() =>
      build({ ...low, acknowledgedBelowThreshold: "Bedrock has no model for Rhaeto-Romanic" }),
    );

    assert.deepEqual(
      refused.error?.faults.map(({ id, found }) => [id, found]),
      [["model-access/SagemakerEndpoint/expectedMonthlyInferenceUsd", "12000"]],
    );
    assert.equal(acknowledged.error, undefined);
  });

  it("refuses every bad argument at once", async () => {
    const { error } = await preview(() =>
      build({
        model: {
          bucket: new ClassifiedBucket("w", {
            workload: { ...workload, classification: "internal" },
            classification: "internal",
            kind: "source",
          }),
          path: "/models",
        },
        insteadOf: "amazon.titan-embed-text-v2",
        instance: { type: "g5.xlarge", hourUsd: 0 },
        instances: { min: 1, max: 4 },
        invocationsPerInstance: 0,
        capturePercent: 0,
        monitoring: { image: { uri: "drift:latest", repositoryArn: REPOSITORY }, schedule: "NOW" },
      }),
    );

    assert.deepEqual(
      error?.faults.map(({ path }) => path),
      [
        "summaries.model.path",
        "summaries.insteadOf",
        "summaries.instance.type",
        "summaries.instance.hourUsd",
        "summaries.instances",
        "summaries.invocationsPerInstance",
        "summaries.capturePercent",
        "summaries.monitoring.schedule",
        "summaries.monitoring.image",
        "summaries.monitoring.image.repositoryArn",
      ],
    );
  });
});
