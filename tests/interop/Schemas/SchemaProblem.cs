namespace Infra.Interop.Tests.Schemas;

/// <summary>One reason why an API server would refuse an object, or drop a part of it.</summary>
/// <param name="Path">Where, such as <c>spec.template.spec.containers[0].image</c>; empty for the object itself.</param>
/// <param name="Reason">What is wrong there.</param>
internal sealed record SchemaProblem(string Path, string Reason)
{
    public override string ToString() => Path.Length == 0 ? Reason : $"{Path}: {Reason}";
}
