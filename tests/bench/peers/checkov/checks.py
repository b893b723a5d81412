"""The eleven checks of checks.ts, for Checkov."""

from checkov.cloudformation.checks.resource.base_resource_check import BaseResourceCheck
from checkov.common.models.enums import CheckCategories, CheckResult

LEVELS = {"public", "internal", "confidential", "restricted"}


def blocks(name):
    return lambda bucket: bucket.get("PublicAccessBlockConfiguration", {}).get(name) is True


def uses_kms(bucket):
    rules = bucket.get("BucketEncryption", {}).get("ServerSideEncryptionConfiguration", [])
    return any(r.get("ServerSideEncryptionByDefault", {}).get("SSEAlgorithm") == "aws:kms" for r in rules)


def expires(bucket):
    rules = bucket.get("LifecycleConfiguration", {}).get("Rules", [])
    return any(r.get("Status") == "Enabled" and r.get("ExpirationInDays", 731) <= 730 for r in rules)


def is_enforced(bucket):
    rules = bucket.get("OwnershipControls", {}).get("Rules", [])
    return any(r.get("ObjectOwnership") == "BucketOwnerEnforced" for r in rules)


def tags(bucket):
    return {tag["Key"]: tag["Value"] for tag in bucket.get("Tags", [])}


CHECKS = {
    "acls-are-blocked": blocks("BlockPublicAcls"),
    "policies-are-blocked": blocks("BlockPublicPolicy"),
    "acls-are-ignored": blocks("IgnorePublicAcls"),
    "public-is-restricted": blocks("RestrictPublicBuckets"),
    "versions-are-kept": lambda bucket: bucket.get("VersioningConfiguration", {}).get("Status") == "Enabled",
    "key-is-kms": uses_kms,
    "access-is-logged": lambda bucket: "DestinationBucketName" in (bucket.get("LoggingConfiguration") or {}),
    "objects-expire": expires,
    "owner-is-enforced": is_enforced,
    "workload-is-tagged": lambda bucket: "workload" in tags(bucket),
    "level-is-tagged": lambda bucket: tags(bucket).get("data-classification") in LEVELS,
}


class BucketCheck(BaseResourceCheck):
    def __init__(self, number, name, holds):
        super().__init__(
            name=name,
            id=f"CKV_BENCH_{number}",
            categories=[CheckCategories.GENERAL_SECURITY],
            supported_resources=["AWS::S3::Bucket"],
        )
        self.holds = holds

    def scan_resource_conf(self, conf):
        return CheckResult.PASSED if self.holds(conf.get("Properties", {})) else CheckResult.FAILED


ALL = [BucketCheck(number, name, holds) for number, (name, holds) in enumerate(CHECKS.items(), 1)]
