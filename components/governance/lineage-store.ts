import * as glue from "@pulumi/aws/glue";
import * as pulumi from "@pulumi/pulumi";
import { EventStore, type EventStoreArgs } from "./event-store";

/** Arguments of {@link LineageStore}. */
export interface LineageStoreArgs extends EventStoreArgs {
  /** Whether to create a table in the AWS Glue Data Catalog, for queries in Amazon Athena. Default: true. */
  readonly catalogue?: boolean;
}

/** Columns of OpenLineage's `RunEvent`. Queries read nested values with JSON functions. */
const COLUMNS = [
  { name: "eventtime", type: "string" },
  { name: "producer", type: "string" },
  { name: "schemaurl", type: "string" },
  { name: "eventtype", type: "string" },
  { name: "run", type: "struct<runId:string>" },
  { name: "job", type: "struct<namespace:string,name:string>" },
  { name: "inputs", type: "array<struct<namespace:string,name:string>>" },
  { name: "outputs", type: "array<struct<namespace:string,name:string>>" },
];

/**
 * A store of data lineage in the OpenLineage format: the inputs and outputs of each run of an ingestion job.
 *
 * Creates a bucket for lineage events with its own key, locked and append-only like an {@link AuditTrail}, and a table in the
 * AWS Glue Data Catalog. Events are `LineageEvent`s of `@plinth/standards/events`.
 *
 * @example
 * const lineage = new LineageStore("support-lineage", { workload });
 * lineage.grantAppend(role);
 */
export class LineageStore extends EventStore {
  /** Name of the table: `<database>.<table>`. Known in preview. Undefined without a catalogue. */
  readonly tableName: pulumi.Output<string> | undefined;

  constructor(name: string, args: LineageStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("LineageStore", "LINEAGE", name, args, opts);
    this.tableName = (args.catalogue ?? true) ? this.#createTable() : undefined;
    const { bucketName, bucketArn, tableName } = this;
    this.registerOutputs({ bucketName, bucketArn, tableName });
  }

  /** Partition projection computes a partition for each day, so partitions need not be added. */
  #createTable(): pulumi.Output<string> {
    const database = new glue.CatalogDatabase(
      `${this.name}-database`,
      { name: this.physicalName().replaceAll("-", "_"), tags: this.tags() },
      this.child(),
    );
    const location = pulumi.interpolate`s3://${this.bucketName}/events/`;
    const table = new glue.CatalogTable(
      `${this.name}-table`,
      {
        name: "events",
        databaseName: database.name,
        tableType: "EXTERNAL_TABLE",
        partitionKeys: [{ name: "day", type: "string" }],
        // https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html (read 2026-11)
        parameters: {
          "projection.enabled": "true",
          "projection.day.type": "date",
          "projection.day.format": "yyyy/MM/dd",
          "projection.day.range": "2026/01/01,NOW",
          "storage.location.template": pulumi.interpolate`${location}\${day}/`,
        },
        storageDescriptor: {
          location,
          inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
          outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
          serDeInfo: { serializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
          columns: COLUMNS,
        },
      },
      this.child(),
    );
    return pulumi.interpolate`${database.name}.${table.name}`;
  }
}
