import type { ResourceRecord } from "@plinth/policies";
import {
  changed,
  changedAt,
  type Generator,
  judgedNames,
  type Mutation,
  modelFunctions,
  ofType,
  without,
} from "./mutation";

const FUNCTION = "aws:lambda/function:Function";
const INVOCATION_LOGGING = "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const SCHEDULE = "aws:scheduler/schedule:Schedule";
const ANSWERING = [FUNCTION, "aws:ecs/service:Service", "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime"];
const LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const BUDGETED = "workload-spend-is-budgeted";
const SEPARATE = "output-store-is-separate";
const PERIOD = "log-group-retention-is-set";

/** Retentions of a log group that are none. */
const PERIODS = [undefined, 0, 1, 3653];

/** Kinds of content that records of invocations hold unless told not to. */
const CONTENT = ["textDataDeliveryEnabled", "imageDataDeliveryEnabled", "embeddingDataDeliveryEnabled"];

export const observability: Generator = (records) => [
  ...ofType(records, "aws:cloudwatch/logGroup:LogGroup").flatMap((group) => [
    ...PERIODS.map((retentionInDays) => ({
      title: `${group.name} kept for ${retentionInDays ?? "no"} days`,
      records: changed(records, group, { retentionInDays }),
      caughtBy: [PERIOD],
      names: [group.name],
    })),
    {
      title: `${group.name} without its key`,
      records: changed(records, group, { kmsKeyId: undefined }),
      caughtBy: ["log-group-key-follows-classification"],
      names: [group.name],
    },
    ...undeclared(records, group),
  ]),
  ...ofType(records, ALARM).flatMap((alarm) => alarms(records, alarm)),
  ...ofType(records, "aws:budgets/budget:Budget").flatMap((budget) => budgets(records, budget)),
  ...ofType(records, FUNCTION).flatMap((lambda) => untraced(records, lambda)),
  ...ofType(records, INVOCATION_LOGGING).flatMap((logging) => invocationLogging(records, logging)),
  ...unevaluated(records),
];

/** Alarms on what Lambda itself counts as going wrong. */
function alarms(records: readonly ResourceRecord[], alarm: ResourceRecord): readonly Mutation[] {
  const { namespace, metricName } = alarm.props;
  if (namespace !== "AWS/Lambda" || (metricName !== "Errors" && metricName !== "Throttles")) return [];
  const { FunctionName } = Object(alarm.props.dimensions) as Record<string, unknown>;
  const watched = modelFunctions(records).filter(({ props }) => props.name === FunctionName);
  if (watched.length === 0) return [];
  const expected = { caughtBy: ["lambda-function-is-alarmed"], names: watched.map(({ name }) => name) };
  const faults: readonly (readonly [string, readonly ResourceRecord[]])[] = [
    ["removed", without(records, alarm)],
    ["that tells nobody", changed(records, alarm, { alarmActions: [] })],
    ["that is silenced", changed(records, alarm, { actionsEnabled: false })],
    ["of another function", changed(records, alarm, { dimensions: { FunctionName: "other" } })],
    ["of another metric", changed(records, alarm, { metricName: "Invocations" })],
  ];
  return faults.map(([title, mutated]) => ({ title: `${alarm.name} ${title}`, records: mutated, ...expected }));
}

function budgets(records: readonly ResourceRecord[], budget: ResourceRecord): readonly Mutation[] {
  const expected = { caughtBy: [BUDGETED], names: judgedNames(BUDGETED, records) };
  const told = Array.isArray(budget.props.notifications) ? budget.props.notifications : [];
  const untold = told.map((notification) => ({ ...notification, subscriberSnsTopicArns: [] }));
  // The edge goes with the value: nothing of a topic is left in the property.
  const unlinked = (notifications: readonly unknown[]) =>
    records.map((record) =>
      record === budget
        ? { ...record, props: { ...record.props, notifications }, edges: { ...record.edges, notifications: [] } }
        : record,
    );
  return [
    { title: `${budget.name} removed`, records: without(records, budget), ...expected },
    { title: `${budget.name} without notifications`, records: unlinked([]), ...expected },
    { title: `${budget.name} that tells nobody`, records: unlinked(untold), ...expected },
  ];
}

function untraced(records: readonly ResourceRecord[], lambda: ResourceRecord): readonly Mutation[] {
  return [undefined, { mode: "PassThrough" }].map((tracingConfig) => ({
    title: `${lambda.name} with tracing ${tracingConfig?.mode ?? "left out"}`,
    records: changed(records, lambda, { tracingConfig }),
    caughtBy: ["workload-compute-is-traced"],
    names: [lambda.name],
  }));
}

function invocationLogging(records: readonly ResourceRecord[], logging: ResourceRecord): readonly Mutation[] {
  const store = Object(Object(logging.props.loggingConfig).s3Config).bucketName;
  const isLocked = ofType(records, LOCK).some(({ props }) => props.bucket === store);
  // Raw text would be an output, and the records have the key of the sources.
  const raw = isLocked
    ? { caughtBy: [SEPARATE], names: judgedNames(SEPARATE, records) }
    : { caughtBy: ["bedrock-raw-text-is-locked"], names: [logging.name], companions: [SEPARATE] };
  return [
    {
      title: `${logging.name} to nowhere`,
      records: changedAt(records, logging, "loggingConfig.s3Config", undefined),
      caughtBy: ["bedrock-invocations-are-logged"],
      names: [logging.name],
    },
    ...CONTENT.flatMap((property) =>
      [true, undefined].map((value) => ({
        title: `${logging.name} with ${property} ${value ? "on" : "left at its default"}`,
        records: changedAt(records, logging, `loggingConfig.${property}`, value),
        ...raw,
      })),
    ),
  ];
}

/** Nothing left that looks at answers again and again. */
function unevaluated(records: readonly ResourceRecord[]): readonly Mutation[] {
  const schedules = ofType(records, SCHEDULE);
  if (schedules.length === 0) return [];
  const started = ofType(records, FUNCTION).filter(({ props }) =>
    schedules.some(({ props: { target } }) => Object(target).arn === props.arn),
  );
  const expected = {
    caughtBy: ["workload-answers-are-evaluated"],
    names: ofType(records, ...ANSWERING).map(({ name }) => name),
  };
  return [
    {
      title: "schedules of evaluation and drift removed",
      records: records.filter((record) => !schedules.includes(record)),
      ...expected,
    },
    {
      title: "schedules of evaluation and drift switched off",
      records: schedules.reduce((all, one) => changed(all, one, { state: "DISABLED" }), records),
      ...expected,
    },
    {
      title: "evaluation and drift of another workload",
      records: started.reduce((all, one) => changedAt(all, one, "tagsAll.workload", "other"), records),
      ...expected,
      companions: ["iam-role-serves-one-workload"],
    },
  ];
}

/** A function whose group is gone. */
function undeclared(records: readonly ResourceRecord[], group: ResourceRecord): readonly Mutation[] {
  const writers = ofType(records, FUNCTION).filter(
    ({ props }) => `/aws/lambda/${String(props.name)}` === group.props.name,
  );
  return writers.flatMap((writer) => {
    const expected = { caughtBy: ["lambda-log-group-is-declared"], names: [writer.name] };
    const unlinked = (mutated: readonly ResourceRecord[]) =>
      mutated.map((record) =>
        record === writer ? { ...record, edges: { ...record.edges, loggingConfig: [] } } : record,
      );
    return [{ title: `${group.name} removed`, records: unlinked(without(records, group)), ...expected }];
  });
}
