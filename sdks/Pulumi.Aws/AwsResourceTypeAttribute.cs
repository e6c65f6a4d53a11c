namespace Pulumi.Aws;

/// <summary>States the type token of a resource, so that a reference to one can become an object of its type.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class AwsResourceTypeAttribute(string type) : ResourceTypeAttribute(type, PackageOptions.Version);
