import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../rule";
import { perEstate } from "../per-estate";
import { hasUnknown, textOf, valueAt, valuesAt } from "../values";

const JOB_DEFINITION = "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition";
const MONITORING_SCHEDULE = "aws:sagemaker/monitoringSchedule:MonitoringSchedule";
const ONLINE_EVALUATION = "aws:bedrock/agentcoreOnlineEvaluationConfig:AgentcoreOnlineEvaluationConfig";
const SCHEDULE = "aws:scheduler/schedule:Schedule";
const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
const EVENT_TARGET = "aws:cloudwatch/eventTarget:EventTarget";

/** What a job of one's own is called that looks at answers again. */
const OWN = /evaluat|drift/i;

/** Whether something runs again and again that compares what an endpoint is sent with what it was made for. */
export function isMonitored(endpoint: ResourceRecord, estate: Estate): boolean | Unknown {
  const jobs = estate.referrers(endpoint, "dataQualityJobInput.endpointInput.endpointName", [JOB_DEFINITION]);
  const path = "monitoringScheduleConfig.monitoringJobDefinition";
  const schedules = [
    ...jobs.flatMap((job) => estate.referrers(job, `${path}Name`, [MONITORING_SCHEDULE])),
    ...estate.referrers(endpoint, `${path}.monitoringInputs.endpointInput.endpointName`, [MONITORING_SCHEDULE]),
  ];
  return either(schedules.map(repeats), hasOwnEvaluation(estate));
}

/** Whether the sessions of a runtime are evaluated while they happen, or its answers again and again. */
export function isEvaluated(runtime: ResourceRecord, estate: Estate): boolean | Unknown {
  const running = estate.ofType(ONLINE_EVALUATION).filter(isSwitchedOn);
  return either(
    running.map((evaluation) => reads(evaluation, runtime)),
    hasOwnEvaluation(estate),
  );
}

/**
 * A schedule without an expression, or with `NOW`, runs once.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ScheduleConfig.html (read 2026-11).
 */
function repeats({ props }: ResourceRecord): boolean | Unknown {
  const expression = valueAt(props, "monitoringScheduleConfig.scheduleConfig.scheduleExpression");
  return expression === UNKNOWN ? UNKNOWN : textOf(expression) !== "" && expression !== "NOW";
}

/** An evaluation that is created switched off, or that was paused, evaluates nothing. */
function isSwitchedOn({ props }: ResourceRecord): boolean {
  return props.enableOnCreate !== false && props.executionStatus !== "DISABLED";
}

/** An evaluation reads log groups, and names the services whose sessions in them it judges. */
function reads({ props, edges }: ResourceRecord, runtime: ResourceRecord): boolean | Unknown {
  if (edges?.dataSourceConfig?.includes(runtime.urn)) return true;
  const sources = ["serviceNames[]", "logGroupNames[]"].flatMap((kind) =>
    valuesAt(props, `dataSourceConfig.cloudwatchLogs.${kind}`),
  );
  const names = [runtime.props.agentRuntimeName, runtime.props.agentRuntimeId, runtime.id].map(textOf);
  const isNamed = sources.some((source) => names.some((name) => name !== "" && isSourceOf(textOf(source), name)));
  if (isNamed) return true;
  return sources.length === 0 || hasUnknown(sources) || names.every((name) => name === "") ? UNKNOWN : false;
}

/** Services are `<runtime>.<endpoint>`, log groups `/aws/bedrock-agentcore/runtimes/<id>-<endpoint>`. */
function isSourceOf(source: string, name: string): boolean {
  return source === name || source.startsWith(`${name}.`) || `${source}-`.includes(`/${name}-`);
}

/** A schedule of the stack's own, switched on, for something that is named after evaluation or drift. */
const hasOwnEvaluation = perEstate((estate): boolean => {
  const schedules = estate
    .ofType(SCHEDULE)
    .filter(({ props }) => props.state !== "DISABLED" && textOf(props.scheduleExpression) !== "");
  const rules = estate
    .ofType(EVENT_RULE)
    .filter(({ props }) => props.state !== "DISABLED" && textOf(props.scheduleExpression) !== "");
  const targets = rules.flatMap((rule) => estate.referrers(rule, "rule", [EVENT_TARGET]));
  return [...schedules, ...targets].some(
    ({ name, props }) => OWN.test(name) || OWN.test(textOf(valueAt(props, "target.arn") ?? props.arn)),
  );
});

function either(answers: readonly (boolean | Unknown)[], other: boolean): boolean | Unknown {
  return other || answers.includes(true) || (answers.includes(UNKNOWN) ? UNKNOWN : false);
}
