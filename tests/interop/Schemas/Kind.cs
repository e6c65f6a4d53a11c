using System.Text.Json.Nodes;

namespace Infra.Interop.Tests.Schemas;

/// <summary>One version of one kind of object that a cluster of the platform serves.</summary>
/// <param name="Schema">What its objects may hold.</param>
/// <param name="Definitions">Where the schema's <c>$ref</c>s point; null for a CRD, which has none.</param>
/// <param name="IsNamespaced">Whether its objects live in namespaces.</param>
/// <param name="IsSwagger">Whether the schema is the API server's own OpenAPI document, which is laxer than a CRD: see <see cref="SchemaValidator"/>.</param>
internal sealed record Kind(JsonObject Schema, JsonObject? Definitions, bool IsNamespaced, bool IsSwagger);

/// <summary>A version that must not be used, or that nobody serves.</summary>
internal sealed class UnusableKindException(string message) : Exception(message);
