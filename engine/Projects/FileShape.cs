using System.Collections.Immutable;
using Infra.Documents;

namespace Infra.Engine.Projects;

/// <summary>Checks the top level of a file against the keys that it may have, and gathers what is wrong with it.</summary>
internal sealed class FileShape(YamlMap map)
{
    private readonly ImmutableArray<DocumentProblem>.Builder _problems = ImmutableArray.CreateBuilder<DocumentProblem>();

    public void Report(SourcePlace place, string message) => _problems.Add(new DocumentProblem(DocumentFault.Malformed, place, message));

    /// <summary>Reports every key that is not one of these.</summary>
    public void Allow(ReadOnlySpan<string> keys)
    {
        var allowed = keys.ToArray();
        foreach (var entry in map.Entries)
        {
            if (!allowed.Contains(entry.Key, StringComparer.Ordinal))
                Report(entry.Place, $"'{entry.Key}' is not a key of this file{Suggestion.For(entry.Key, allowed, ".")} Its keys are {string.Join(", ", allowed)}.");
        }
    }

    /// <summary>The string at a key; null when it is absent, or reported because it is none.</summary>
    public string? Text(string key)
    {
        switch (map[key]?.Value)
        {
            case null or YamlScalar { IsNull: true }:
                return null;
            case YamlScalar scalar:
                return scalar.Text;
            case { } other:
                Report(other.Place, $"'{key}' has to be a string; this is {other.Kind}.");
                return null;
        }
    }

    /// <summary>The map at a key; empty when it is absent, or reported because it is none.</summary>
    public ImmutableArray<YamlEntry> Map(string key)
    {
        switch (map[key]?.Value)
        {
            case null or YamlScalar { IsNull: true }:
                return [];
            case YamlMap inner:
                return inner.Entries;
            case { } other:
                Report(other.Place, $"'{key}' has to be a map; this is {other.Kind}.");
                return [];
        }
    }

    /// <summary>Ends the check.</summary>
    /// <exception cref="InvalidFileException">Something was reported.</exception>
    public void Finish()
    {
        if (_problems.Count > 0)
            throw new InvalidFileException([.. _problems.OrderBy(problem => problem.Place.Line).ThenBy(problem => problem.Place.Column)]);
    }
}
