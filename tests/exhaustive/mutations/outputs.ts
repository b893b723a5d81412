import type { ResourceRecord } from "@plinth/policies";
import { changed, type Generator, type Mutation, ofType, withOneMore } from "./mutation";
import { type Location, workloadsIn } from "./workload-location";

const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const JOB = "aws:bedrockmodel/invocationJob:InvocationJob";
const SEPARATE = "output-store-is-separate";

/** What models say, mixed with what they are given. */
export const outputs: Generator = (records) => {
  const stores = ofType(records, "aws:s3/bucket:Bucket");
  const ofKind = (kind: string) => stores.filter((store) => kindOf(store) === kind);
  return [
    ...workloadsIn(records).flatMap(({ location }) =>
      ofKind("source").map((source) => answeringInto(records, source, location)),
    ),
    ...ofKind("output").flatMap((output) =>
      ofKind("source").flatMap((source) => underTheKeyOf(records, output, source) ?? []),
    ),
  ];
};

function kindOf({ props }: ResourceRecord): unknown {
  const tags = props.tagsAll ?? props.tags;
  return typeof tags === "object" && tags !== null ? Reflect.get(tags, "plinth:store") : undefined;
}

function answeringInto(records: readonly ResourceRecord[], source: ResourceRecord, { profile }: Location): Mutation {
  const below = (prefix: string) => ({ s3Uri: `s3://${String(source.props.bucket)}/${prefix}/` });
  const props = {
    modelId: profile,
    inputDataConfig: { s3InputDataConfig: below("questions") },
    outputDataConfig: { s3OutputDataConfig: below("answers") },
  };
  return {
    title: `a batch job that answers into ${source.name}`,
    records: withOneMore(records, source, { type: JOB, name: "added", props }),
    caughtBy: [SEPARATE],
    names: [source.name],
  };
}

function underTheKeyOf(
  records: readonly ResourceRecord[],
  output: ResourceRecord,
  source: ResourceRecord,
): Mutation | undefined {
  const settings = ofType(records, ENCRYPTION);
  const ofBucket = ({ props }: ResourceRecord) => settings.find((setting) => setting.props.bucket === props.bucket);
  const [own, other] = [ofBucket(output), ofBucket(source)];
  if (!own || !other) return undefined;
  return {
    title: `${output.name} under the key of ${source.name}`,
    records: changed(records, own, { rules: other.props.rules }),
    caughtBy: [SEPARATE],
    names: [output.name],
  };
}
