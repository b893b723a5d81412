/** The members of Lambda's context object that services use. */
export interface Context {
  /** Identifier of the invocation. A retry by Lambda has the same one. */
  readonly awsRequestId: string;
  /** Milliseconds until Lambda stops the invocation. */
  getRemainingTimeInMillis(): number;
}

/** A Lambda function's handler. A handler may take fewer parameters, or a part of the context. */
export type Handler<Event, Result> = (event: Event, context: Context) => Promise<Result>;

/**
 * The frame of every Lambda function in this repository. The first invocation creates the handler, and with it the SDK
 * clients and the settings; later invocations in the same execution environment reuse it.
 *
 * A handler that cannot be created, because a variable is missing for example, fails the invocation. The next
 * invocation tries again.
 * @param create Reads the environment and constructs the clients. A service does neither when its module is loaded.
 */
export function lambdaHandler<Event, Result>(create: () => Handler<Event, Result>): Handler<Event, Result> {
  let handle: Handler<Event, Result> | undefined;
  return async (event, context) => {
    handle ??= create();
    return handle(event, context);
  };
}
