/** Configuration of AWS SDK clients that call the fakes. No retries, so that a test sees each error at once. */
export const CLIENT_CONFIG = {
  region: "eu-west-1",
  credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "example" },
  maxAttempts: 1,
};
