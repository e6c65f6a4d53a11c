using Infra.Documents;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Checking;

/// <summary>The names that a specification declares, and says no to names that it does not.</summary>
internal sealed class DeclaredNames(CheckContext context)
{
    // To guess what was meant, all names are looked at; with thousands of wrong ones among thousands, somebody made one mistake and not thousands.
    private const int MostSuggestions = 100;
    private const int MostListed = 10;

    private readonly Dictionary<(string, string), string> _endings = [];

    private HashSet<string> Addons => field ??= context.Addons.Select(placed => placed.Addon.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether a cluster is declared; if not, it is reported where it is named.</summary>
    public bool RequireCluster(string name, SpecPath path) => Require("cluster", "clusters", context.Platform.Clusters.ContainsKey, context.Platform.Clusters.Keys, name, path);

    /// <summary>Whether a fleet is declared; if not, it is reported where it is named.</summary>
    public bool RequireFleet(string name, SpecPath path) => Require("fleet", "fleets", context.Platform.Fleets.ContainsKey, context.Platform.Fleets.Keys, name, path);

    /// <summary>Whether a pool of addresses is declared; if not, it is reported where it is named.</summary>
    public bool RequirePool(string name, SpecPath path) =>
        Require("address pool", "addressPools", context.Platform.AddressPools.ContainsKey, context.Platform.AddressPools.Keys, name, path);

    /// <summary>Whether an add-on is declared; if not, it is reported where it is named.</summary>
    public bool RequireAddon(string name, SpecPath path) => Require("add-on", "addons", Addons.Contains, Addons, name, path);

    /// <summary>Whether a secret is declared; if not, it is reported where it is named.</summary>
    public bool RequireSecret(string name, SpecPath path) => Require("secret", "secrets", context.Platform.Secrets.ContainsKey, context.Platform.Secrets.Keys, name, path);

    /// <summary>Whether a stack exists; if not, it is reported where it is named.</summary>
    public bool RequireStack(string name, SpecPath path) => Require("stack", null, name => context.Stacks.Contains(name), context.Stacks, name, path);

    /// <summary>Whether a name exists; if not, it is reported where it is named.</summary>
    /// <param name="what">What has such names.</param>
    /// <param name="key">The key that they are declared under.</param>
    /// <param name="exists">Whether there is one.</param>
    /// <param name="existing">All.</param>
    /// <param name="name">The name.</param>
    /// <param name="path">Where it is named.</param>
    public bool Require(string what, string? key, Func<string, bool> exists, IEnumerable<string> existing, string name, SpecPath path)
    {
        if (exists(name) || (key is not null && IsUnread(key, name)))
            return true;
        context.Report(Rules.Reference, path, $"{what} '{name}' does not exist{Ending(what, name, existing)}");
        return false;
    }

    // What could not be read is there all the same.
    private bool IsUnread(string key, string name) => !context.IsRead(SpecPath.Root.Key(key), deep: false) || !context.IsRead(SpecPath.Root.Keys(key, name), deep: false);

    private string Ending(string what, string name, IEnumerable<string> existing)
    {
        if (_endings.TryGetValue((what, name), out var known))
            return known;
        return _endings.Count == MostSuggestions ? "" : _endings[(what, name)] = Suggestion.For(name, existing, Existing(existing));
    }

    private static string Existing(IEnumerable<string> names)
    {
        var first = names.Order(StringComparer.Ordinal).Take(MostListed + 1).ToList();
        return first.Count switch
        {
            0 => "; there is none",
            > MostListed => "",
            _ => $"; existing: {string.Join(", ", first)}",
        };
    }
}
