import type { ResourceRecord } from "@plinth/policies";
import { changed, type Generator, type Mutation, ofType, without } from "./mutation";

const PERIOD = "log-group-retention-is-set";

/** Retentions of a log group that are none. */
const PERIODS = [undefined, 0, 1, 3653];

export const observability: Generator = (records) =>
  ofType(records, "aws:cloudwatch/logGroup:LogGroup").flatMap((group) => [
    ...PERIODS.map((retentionInDays) => ({
      title: `${group.name} kept for ${retentionInDays ?? "no"} days`,
      records: changed(records, group, { retentionInDays }),
      caughtBy: [PERIOD],
      names: [group.name],
    })),
    ...undeclared(records, group),
  ]);

/** A function whose group is gone. */
function undeclared(records: readonly ResourceRecord[], group: ResourceRecord): readonly Mutation[] {
  const writers = ofType(records, "aws:lambda/function:Function").filter(
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
