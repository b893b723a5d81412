import { at, type DirectFlow, outOf } from "./direct-flow";
import {
  BUCKET,
  FIREHOSE,
  FUNCTION,
  LOG_GROUP,
  MESSAGES,
  QUEUE,
  RESULTS,
  RULE,
  STREAM,
  TABLE,
  TOPIC,
} from "./flow-ends";

/** A pipe logs what it carries only if it is told to. */
const PIPED = { from: at("source", MESSAGES), when: ["logConfiguration.includeExecutionDatas[]", "ALL"] } as const;

/**
 * What AWS puts aside of what it carries, by the type that says so: events that nobody could process, and what they were
 * in logs. Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html (read 2026-11). See
 * also https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs-execution-data.html.
 */
export const LEFTOVER_FLOWS: Readonly<Record<string, readonly DirectFlow[]>> = {
  "aws:lambda/function:Function": [outOf("deadLetterConfig.targetArn", [...QUEUE, ...TOPIC])],
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": [
    { from: at("functionName", FUNCTION), to: at("destinationConfig.onSuccess.destination", RESULTS) },
    { from: at("functionName", FUNCTION), to: at("destinationConfig.onFailure.destination", RESULTS) },
  ],
  // A queue or a topic is told where the records are; a bucket is given them.
  "aws:lambda/eventSourceMapping:EventSourceMapping": [
    { from: at("eventSourceArn", [...STREAM, ...TABLE]), to: at("destinationConfig.onFailure.destinationArn", BUCKET) },
  ],
  "aws:cloudwatch/eventBus:EventBus": [outOf("deadLetterConfig.arn", QUEUE)],
  "aws:cloudwatch/eventTarget:EventTarget": [{ from: at("rule", RULE), to: at("deadLetterConfig.arn", QUEUE) }],
  "aws:sns/topicSubscription:TopicSubscription": [
    { from: at("topic", TOPIC), to: at("redrivePolicy.deadLetterTargetArn", QUEUE) },
  ],
  "aws:pipes/pipe:Pipe": [
    { ...PIPED, to: at("logConfiguration.cloudwatchLogsLogDestination.logGroupArn", LOG_GROUP) },
    { ...PIPED, to: at("logConfiguration.s3LogDestination.bucketName", BUCKET) },
    { ...PIPED, to: at("logConfiguration.firehoseLogDestination.deliveryStreamArn", FIREHOSE) },
  ],
};
