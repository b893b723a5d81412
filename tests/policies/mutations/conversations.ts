import { askers, type Generator, withOneMore } from "./mutation";

/** Fronts behind which people wait for whole answers: of functions that ask models. */
export const conversations: Generator = (records) =>
  askers(records).map((lambda) => ({
    title: `a chat that waits for ${lambda.name}`,
    records: withOneMore(records, lambda, {
      type: "aws:apigateway/integration:Integration",
      name: "chat",
      props: {
        type: "AWS_PROXY",
        uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:210987654321:function:${String(lambda.props.name)}/invocations`,
      },
    }),
    caughtBy: ["lambda-conversation-is-streamed"],
    names: [lambda.name],
  }));
