import { dependenciesOf } from "../../core/dependencies";
import { memoizeByEstate } from "../../core/memoize";
import { isSet } from "../../core/properties";
import { type Estate, type ResourceRecord, UNKNOWN, type Unknown } from "../../core/rule";
import { listOf, valueAt, valuesAt } from "../../core/values";

import { IMPLICIT_WRITERS, implicitGroupsOf } from "./implicit-log-groups";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const METHOD_SETTINGS = "aws:apigateway/methodSettings:MethodSettings";
const REST_API = "aws:apigateway/restApi:RestApi";
const STATE_MACHINE = "aws:sfn/stateMachine:StateMachine";
const DATABASES: Readonly<Record<string, { readonly kind: string; readonly identifier: string }>> = {
  "aws:rds/instance:Instance": { kind: "instance", identifier: "identifier" },
  "aws:rds/cluster:Cluster": { kind: "cluster", identifier: "clusterIdentifier" },
};

/** What names of log groups are made of. */
const NAMED_AFTER: readonly string[] = [REST_API, ...Object.keys(DATABASES), ...IMPLICIT_WRITERS];

/** What makes a service write logs into a group that it creates if it is missing, or that has to be there. */
export const LOG_WRITER_TYPES: readonly string[] = [
  METHOD_SETTINGS,
  STATE_MACHINE,
  ...Object.keys(DATABASES),
  ...IMPLICIT_WRITERS,
];

/** A log group that a service writes to. */
export interface ServiceLogGroup {
  /** What it is called in a finding. */
  readonly title: string;
  readonly name: string | Unknown;
  /** What else tells which group it is, while its name is not known: the group itself, or what it is named after. */
  readonly known: readonly ResourceRecord[];
}

/**
 * Sources, read 2026-11: https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-execution-logging.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.MySQLDB.PublishtoCloudWatchLogs.html,
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html.
 */
export function logGroupsOf(writer: ResourceRecord, estate: Estate): readonly ServiceLogGroup[] {
  if (writer.type === METHOD_SETTINGS) return ofApi(writer, estate);
  if (writer.type === STATE_MACHINE) return ofStateMachine(writer, estate);
  if (DATABASES[writer.type]) return ofDatabase(writer);
  return implicitGroupsOf(writer).map((name) => ({
    title:
      name === UNKNOWN ? "a log group that its service makes" : `${titleOf(name, writer)}, which its service makes`,
    name,
    known: [writer],
  }));
}

/** A name that the program did not choose has a suffix that only this run knows. */
function titleOf(name: string, { name: logicalName }: ResourceRecord): string {
  return name.includes(`${logicalName}-`) ? "the log group of its name" : `the log group ${name}`;
}

/** Whether the run declares a log group: by its name, or by what an unknown name is made of. */
export function isDeclared(group: ServiceLogGroup, estate: Estate): boolean | Unknown {
  const { name, known } = group;
  if (declarationsOf(group, estate).length > 0) return true;
  const { byName, unnamed } = declared(estate);
  const isOpen = name === UNKNOWN ? known.length === 0 || byName.size > 0 : false;
  return isOpen || unnamed.some(({ origins }) => origins.length === 0) ? UNKNOWN : false;
}

/** The log groups of the run that are known to be the one that a service writes to. */
export function declarationsOf({ name, known }: ServiceLogGroup, estate: Estate): readonly ResourceRecord[] {
  const { byName, unnamed } = declared(estate);
  const named = name === UNKNOWN ? undefined : byName.get(name);
  return [
    ...known.filter(({ type }) => type === LOG_GROUP),
    ...(named ? [named] : []),
    ...unnamed.filter(({ origins }) => origins.some((one) => known.includes(one))).map(({ group }) => group),
  ];
}

const declared = memoizeByEstate((estate) => {
  const groups = estate.ofType(LOG_GROUP);
  const unnamed = groups.filter(({ props }) => props.name === UNKNOWN);
  return {
    byName: new Map(groups.map((group) => [group.props.name, group])),
    unnamed: unnamed.map((group) => ({ group, origins: dependenciesOf(group, "name", NAMED_AFTER, estate) })),
  };
});

function ofApi(settings: ResourceRecord, estate: Estate): readonly ServiceLogGroup[] {
  const level = valueAt(settings.props, "settings.loggingLevel");
  if (level !== "ERROR" && level !== "INFO") return [];
  const { restApi, stageName } = settings.props;
  const isKnown = typeof restApi === "string" && typeof stageName === "string";
  return [
    {
      title: "its API's execution logs",
      name: isKnown ? `API-Gateway-Execution-Logs_${restApi}/${stageName}` : UNKNOWN,
      known: estate.references(settings, "restApi", [REST_API]).found,
    },
  ];
}

function ofStateMachine(machine: ResourceRecord, estate: Estate): readonly ServiceLogGroup[] {
  const level = valueAt(machine.props, "loggingConfiguration.level");
  const [destination] = valuesAt(machine.props, "loggingConfiguration.logDestination");
  if (level === undefined || level === "OFF" || destination === undefined || destination === "") return [];
  const { found } = estate.references(machine, "loggingConfiguration.logDestination", [LOG_GROUP]);
  const name = typeof destination === "string" ? destination.replace(/^.*:log-group:|:\*$/g, "") : UNKNOWN;
  return [{ title: "its log group", name, known: found }];
}

function ofDatabase(database: ResourceRecord): readonly ServiceLogGroup[] {
  const { kind, identifier } = DATABASES[database.type] ?? {};
  if (!isSet(database, "enabledCloudwatchLogsExports")) return [];
  const id = database.props[identifier ?? ""];
  return listOf(database.props.enabledCloudwatchLogsExports).map((log) => ({
    title: "its exported logs",
    name: typeof id === "string" && typeof log === "string" ? `/aws/rds/${kind}/${id}/${log}` : UNKNOWN,
    known: [database],
  }));
}
