/** Names of errors after which a retry, or a request to another model, can succeed. */
export const RETRYABLE_ERRORS: ReadonlySet<string> = new Set([
  "AbortError",
  "InternalServerException",
  "ModelErrorException",
  "ModelNotReadyException",
  "ModelTimeoutException",
  "ServiceUnavailableException",
  "ThrottlingException",
  "TimeoutError",
]);

/** Whether a retry, or a request to another model, can succeed after this error. */
export function isRetryable(error: unknown): boolean {
  return error instanceof Error && RETRYABLE_ERRORS.has(error.name);
}

/** The error's name. Logs hold it instead of the message, because the message of an AWS service can quote the request. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : "unknown error";
}
