/** Families whose machines carry disks of their own: NVIDIA and Trainium ones, and those with a `d` among their letters. */
const LOCAL_STORAGE = /^ml\.(g4dn|g5|g6e?|gr6|p3dn|p4de?|p5(e|en)?|trn[12]n?|[cmrx]\d[a-z]*d[a-z]*)\./;

/**
 * Whether a SageMaker instance keeps data on a disk that the machine itself encrypts. AWS then accepts no KMS key for the
 * instance: `CreateEndpointConfig` with one fails.
 * Sources (read 2026-11): https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
 * (KmsKeyId), https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/InstanceStorage.html.
 */
export function hasLocalStorage(instanceType: string): boolean {
  return LOCAL_STORAGE.test(instanceType);
}
