import { memoizeByEstate } from "../../core/memoize";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { anyTrue, hasUnknown, textOf, valueAt, valuesAt } from "../../core/values";
import { workloadOf } from "../resource/tags";

const JOB_DEFINITION = "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition";
const MONITORING_SCHEDULE = "aws:sagemaker/monitoringSchedule:MonitoringSchedule";
const ONLINE_EVALUATION = "aws:bedrock/agentcoreOnlineEvaluationConfig:AgentcoreOnlineEvaluationConfig";
const SCHEDULE = "aws:scheduler/schedule:Schedule";
const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
const EVENT_TARGET = "aws:cloudwatch/eventTarget:EventTarget";

/** What a schedule can start that runs under a role of its own. */
const SCHEDULABLE_TYPES = ["aws:lambda/function:Function", "aws:sfn/stateMachine:StateMachine"];

/** What a job of one's own is called that looks at answers again. */
const EVALUATION_NAME = /evaluat|drift/i;

/** Whether something runs again and again that compares what an endpoint is sent with what it was made for. */
export function isMonitored(endpoint: ResourceRecord, estate: Estate): boolean | Unknown {
  const jobs = estate.referrers(endpoint, "dataQualityJobInput.endpointInput.endpointName", [JOB_DEFINITION]);
  const path = "monitoringScheduleConfig.monitoringJobDefinition";
  const schedules = [
    ...jobs.flatMap((job) => estate.referrers(job, `${path}Name`, [MONITORING_SCHEDULE])),
    ...estate.referrers(endpoint, `${path}.monitoringInputs.endpointInput.endpointName`, [MONITORING_SCHEDULE]),
  ];
  return anyTrue([...schedules.map(isRecurring), ...ownEvaluations(endpoint, estate)]);
}

/** Whether the sessions of compute are evaluated while they happen, or its workload's answers again and again. */
export function isEvaluated(compute: ResourceRecord, estate: Estate): boolean | Unknown {
  const running = estate.ofType(ONLINE_EVALUATION).filter(isSwitchedOn);
  return anyTrue([
    ...running.map((evaluation) => evaluatesSessionsOf(evaluation, compute)),
    ...ownEvaluations(compute, estate),
  ]);
}

/**
 * A schedule without an expression, or with `NOW`, runs once.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ScheduleConfig.html (read 2026-11).
 */
function isRecurring({ props }: ResourceRecord): boolean | Unknown {
  const expression = valueAt(props, "monitoringScheduleConfig.scheduleConfig.scheduleExpression");
  return expression === UNKNOWN ? UNKNOWN : textOf(expression) !== "" && expression !== "NOW";
}

/** An evaluation that is created switched off, or that was paused, evaluates nothing. */
function isSwitchedOn({ props }: ResourceRecord): boolean {
  return props.enableOnCreate !== false && props.executionStatus !== "DISABLED";
}

/** An evaluation reads log groups, and names the services whose sessions in them it judges. */
function evaluatesSessionsOf({ props, edges }: ResourceRecord, compute: ResourceRecord): boolean | Unknown {
  if (edges?.dataSourceConfig?.includes(compute.urn)) return true;
  const sources = ["serviceNames[]", "logGroupNames[]"].flatMap((kind) =>
    valuesAt(props, `dataSourceConfig.cloudwatchLogs.${kind}`),
  );
  const { agentRuntimeName, agentRuntimeId, name: itsName } = compute.props;
  const names = [agentRuntimeName, agentRuntimeId, itsName, compute.id].map(textOf);
  const isNamed = sources.some((source) => names.some((name) => name !== "" && isSourceOf(textOf(source), name)));
  if (isNamed) return true;
  return sources.length === 0 || hasUnknown(sources) || names.every((name) => name === "") ? UNKNOWN : false;
}

/** Services are `<runtime>.<endpoint>`, log groups `/aws/bedrock-agentcore/runtimes/<id>-<endpoint>`, `/aws/lambda/<name>`. */
function isSourceOf(source: string, name: string): boolean {
  return source === name || source.startsWith(`${name}.`) || `${source}-`.includes(`/${name}-`);
}

/** For each evaluation of the stack's own, whether it is of the compute's workload; what is not here may be of any. */
function ownEvaluations(compute: ResourceRecord, estate: Estate): readonly (boolean | Unknown)[] {
  const workload = workloadOf(compute, estate.standard);
  const isOfIt = (started: ResourceRecord): boolean | Unknown => {
    const other = workloadOf(started, estate.standard);
    if (workload === undefined || other === undefined) return true;
    return workload === UNKNOWN || other === UNKNOWN ? UNKNOWN : workload === other;
  };
  return evaluationsStarted(estate).map((started) => started.length === 0 || anyTrue(started.map(isOfIt)));
}

/** What is started, as far as it is here, by each schedule that is switched on and named after evaluation or drift. */
const evaluationsStarted = memoizeByEstate((estate): readonly (readonly ResourceRecord[])[] => {
  const running = (type: string) =>
    estate.ofType(type).filter(({ props }) => props.state !== "DISABLED" && textOf(props.scheduleExpression) !== "");
  const targets = running(EVENT_RULE).flatMap((rule) => estate.referrers(rule, "rule", [EVENT_TARGET]));
  const starting = [
    ...running(SCHEDULE).map((schedule) => ({ schedule, path: "target.arn" })),
    ...targets.map((schedule) => ({ schedule, path: "arn" })),
  ];
  return starting.flatMap(({ schedule, path }) => {
    const { found } = estate.references(schedule, path, SCHEDULABLE_TYPES);
    const names = [schedule.name, textOf(valueAt(schedule.props, path)), ...found.map(({ name }) => name)];
    return names.some((name) => EVALUATION_NAME.test(name)) ? [found] : [];
  });
});
