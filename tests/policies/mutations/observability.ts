import type { ResourceRecord } from "@plinth/policies";
import { changed, changedAt, type Generator, type Mutation, ofType, without } from "./mutation";

const FUNCTION = "aws:lambda/function:Function";
const INVOCATION_LOGGING = "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration";
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
    ...undeclared(records, group),
  ]),
  ...ofType(records, FUNCTION).flatMap((lambda) => untraced(records, lambda)),
  ...ofType(records, INVOCATION_LOGGING).flatMap((logging) => invocationLogging(records, logging)),
];

function untraced(records: readonly ResourceRecord[], lambda: ResourceRecord): readonly Mutation[] {
  return [undefined, { mode: "PassThrough" }].map((tracingConfig) => ({
    title: `${lambda.name} with tracing ${tracingConfig?.mode ?? "left out"}`,
    records: changed(records, lambda, { tracingConfig }),
    caughtBy: ["workload-compute-is-traced"],
    names: [lambda.name],
  }));
}

function invocationLogging(records: readonly ResourceRecord[], logging: ResourceRecord): readonly Mutation[] {
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
        caughtBy: ["bedrock-raw-text-is-locked"],
        names: [logging.name],
      })),
    ),
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
