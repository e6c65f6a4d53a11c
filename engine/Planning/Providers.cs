using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Infra.Engine.Programs;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>Provider references, and the default providers of resources that name none.</summary>
internal sealed class Providers(RegistrationTable table, SessionOptions options, Func<ResourceGoal, Registration> register)
{
    private const string Separator = "::";
    private const string DisableKey = "pulumi:disable-default-providers";

    private readonly ConcurrentDictionary<PackageRequest, Lazy<Registration>> _defaults = new();

    /// <summary>The provider of a resource: the one that it names, otherwise its package's default one.</summary>
    /// <exception cref="RegistrationException">It names nothing, or something that is no provider.</exception>
    public Registration Of(ResourceGoal goal, string urn)
    {
        if (goal.Provider.Length == 0)
            return DefaultFor(goal, urn);

        var reference = goal.Provider;
        var end = reference.LastIndexOf(Separator, StringComparison.Ordinal);
        var providerUrn = end < 0 ? "" : reference[..end];
        if (!Urn.IsValid(providerUrn))
            throw new RegistrationException($"Its provider reference '{reference}' is not of the form <urn>::<id>.", urn);

        var provider = table.Find(providerUrn)
            ?? throw new RegistrationException($"Its provider '{providerUrn}' is not a registered resource.", urn);
        if (!Urn.IsProviderType(provider.Type))
            throw new RegistrationException($"Its provider '{providerUrn}' is a {provider.Type}, not a provider.", urn);

        return provider;
    }

    /// <summary>How a resource's record refers to its provider.</summary>
    public static string ReferenceTo(Registration provider) => $"{provider.Urn}{Separator}{provider.State!.Id}";

    /// <summary>The parts of a recorded reference.</summary>
    public static (string Urn, string Id) Split(string reference)
    {
        var end = reference.LastIndexOf(Separator, StringComparison.Ordinal);
        return end < 0 ? (reference, "") : (reference[..end], reference[(end + 2)..]);
    }

    /// <summary>Whether a recorded provider was made for resources that name none: its name is all that tells.</summary>
    public static bool WasDefault(string urn)
    {
        var name = Urn.NameOf(urn);
        return name == "default" || name.StartsWith("default_", StringComparison.Ordinal);
    }

    /// <summary>A provider's id: made from its URN, so that it is the same in every run, and from the id of the one that it replaces.</summary>
    public static string MakeId(string urn, string? replacedId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{urn}\n{replacedId}"));
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }

    /// <summary>The inputs that a behaviour sees: none for a default provider.</summary>
    public static PropertyMap InputsOf(Registration? provider) =>
        provider is null or { IsDefaultProvider: true } ? PropertyMap.Empty : provider.State!.Inputs;

    private Registration DefaultFor(ResourceGoal goal, string urn)
    {
        var package = goal.Package with { Name = goal.Package.Name.Length > 0 ? goal.Package.Name : Urn.PackageOf(goal.Type) };
        if (options.Config.TryGetValue(DisableKey, out var disabled) && (disabled.Contains("\"*\"", StringComparison.Ordinal) || disabled.Contains($"\"{package.Name}\"", StringComparison.Ordinal)))
            throw new RegistrationException($"It names no provider, and {DisableKey} forbids the default provider of '{package.Name}'.", urn);

        return _defaults.GetOrAdd(package, wanted => new Lazy<Registration>(() => register(DefaultGoal(wanted)))).Value;
    }

    private ResourceGoal DefaultGoal(PackageRequest package) => new()
    {
        Type = Urn.ProviderTypePrefix + package.Name,
        Name = DefaultName(package),
        IsCustom = true,
        Inputs = PropertyMap.From(Configuration(package.Name)),
        Package = package,
        IsDefaultProvider = true,
    };

    private static string DefaultName(PackageRequest package)
    {
        var parts = new[] { "default", package.Version, package.DownloadUrl };
        var name = string.Join('_', parts.Where(part => part.Length > 0));
        return string.Create(name.Length, name, static (span, source) =>
        {
            for (var index = 0; index < span.Length; index++)
                span[index] = char.IsAsciiLetterOrDigit(source[index]) ? source[index] : '_';
        });
    }

    private IEnumerable<KeyValuePair<string, PropertyValue>> Configuration(string package)
    {
        var prefix = $"{package}:";
        foreach (var (key, value) in options.Config)
        {
            if (!key.StartsWith(prefix, StringComparison.Ordinal))
                continue;

            var text = new StringValue(value);
            yield return new(key[prefix.Length..], options.ConfigSecretKeys.Contains(key, StringComparer.Ordinal) ? new SecretValue(text) : text);
        }
    }
}
