namespace Infra.Components;

/// <summary>The numbers of a release's version, by which one is newer than another.</summary>
public static class ReleaseNumbers
{
    /// <summary>The numbers of a version, with or without a <c>v</c> before it. What stands behind them, such as <c>-rc.1</c>, is compared by nobody alike, and left out.</summary>
    /// <returns>Null where it has no such form.</returns>
    public static Version? Of(string? version) => Version.TryParse(version?.TrimStart('v').Split('-', '+')[0], out var numbers) ? numbers : null;
}
