import { type Generator, modelFunctions, withOneMore } from "./mutation";
import { locationOf } from "./workload-location";

/** Fronts behind which people wait for whole answers: of functions that ask models. */
export const conversations: Generator = (records) =>
  modelFunctions(records).map((lambda) => ({
    title: `a chat that waits for ${lambda.name}`,
    records: withOneMore(records, lambda, {
      type: "aws:apigateway/integration:Integration",
      name: "chat",
      props: {
        type: "AWS_PROXY",
        uri: `arn:aws:apigateway:${locationOf(lambda).region}:lambda:path/2015-03-31/functions/${String(lambda.props.arn)}/invocations`,
      },
    }),
    caughtBy: ["lambda-conversation-is-streamed"],
    names: [lambda.name],
  }));
