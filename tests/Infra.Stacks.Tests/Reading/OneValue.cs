using Infra.Documents;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Tests.Reading;

/// <summary>Reads one value, written as it could stand behind a key.</summary>
internal static class OneValue
{
    /// <summary>What a shape makes of it: its text, or what is wrong with it.</summary>
    public static string Read(Shape shape, string yaml, SpecPath? path = null)
    {
        var reader = new SpecReader();
        var value = shape.Read(YamlFile.ReadMap($"key: {yaml}\n", "f.yaml")["key"]!.Value, path ?? SpecPath.Root.Key("key"), reader);
        if (value is null && reader.Findings.Count == 0)
            throw new InvalidOperationException("neither read nor refused");
        return reader.Findings.Count == 0 ? Shown.Of(value).TrimEnd('\n')[" = ".Length..] : string.Join('\n', reader.Findings.Select(finding => $"{finding.Rule.Id} {finding.Message}"));
    }
}
