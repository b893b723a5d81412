# The eleven checks of checks.ts, for OPA.
package bench

levels := {"public", "internal", "confidential", "restricted"}

buckets := {name: resource.Properties |
	some name, resource in input.Resources
	resource.Type == "AWS::S3::Bucket"
}

violations contains ["acls-are-blocked", name] if {
	some name, bucket in buckets
	not bucket.PublicAccessBlockConfiguration.BlockPublicAcls == true
}

violations contains ["policies-are-blocked", name] if {
	some name, bucket in buckets
	not bucket.PublicAccessBlockConfiguration.BlockPublicPolicy == true
}

violations contains ["acls-are-ignored", name] if {
	some name, bucket in buckets
	not bucket.PublicAccessBlockConfiguration.IgnorePublicAcls == true
}

violations contains ["public-is-restricted", name] if {
	some name, bucket in buckets
	not bucket.PublicAccessBlockConfiguration.RestrictPublicBuckets == true
}

violations contains ["versions-are-kept", name] if {
	some name, bucket in buckets
	not bucket.VersioningConfiguration.Status == "Enabled"
}

violations contains ["key-is-kms", name] if {
	some name, bucket in buckets
	not uses_kms(bucket)
}

violations contains ["access-is-logged", name] if {
	some name, bucket in buckets
	not bucket.LoggingConfiguration.DestinationBucketName
}

violations contains ["objects-expire", name] if {
	some name, bucket in buckets
	not expires(bucket)
}

violations contains ["owner-is-enforced", name] if {
	some name, bucket in buckets
	not is_enforced(bucket)
}

violations contains ["workload-is-tagged", name] if {
	some name, bucket in buckets
	not has_workload(bucket)
}

violations contains ["level-is-tagged", name] if {
	some name, bucket in buckets
	not has_level(bucket)
}

uses_kms(bucket) if {
	some rule in bucket.BucketEncryption.ServerSideEncryptionConfiguration
	rule.ServerSideEncryptionByDefault.SSEAlgorithm == "aws:kms"
}

expires(bucket) if {
	some rule in bucket.LifecycleConfiguration.Rules
	rule.Status == "Enabled"
	rule.ExpirationInDays <= 730
}

is_enforced(bucket) if {
	some rule in bucket.OwnershipControls.Rules
	rule.ObjectOwnership == "BucketOwnerEnforced"
}

has_workload(bucket) if {
	some tag in bucket.Tags
	tag.Key == "workload"
}

has_level(bucket) if {
	some tag in bucket.Tags
	tag.Key == "data-classification"
	tag.Value in levels
}
