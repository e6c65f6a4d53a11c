using System.Security.Cryptography;
using System.Text;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>Looks into files, so that a file with another content is seen as a change.</summary>
internal static class Assets
{
    /// <summary>The same map with the hash of every text and of every file that is there.</summary>
    /// <param name="map">The inputs.</param>
    /// <param name="folder">What relative paths start from.</param>
    public static PropertyMap WithHashes(PropertyMap map, string folder)
    {
        var hashed = map;
        foreach (var (name, value) in map)
        {
            var replaced = WithHashes(value, folder);
            if (!ReferenceEquals(replaced, value))
                hashed = hashed.With(name, replaced);
        }

        return hashed;
    }

    private static PropertyValue WithHashes(PropertyValue value, string folder) => value switch
    {
        AssetValue { Source: AssetSource.Text } text => text with { Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Content))) },
        AssetValue { Source: AssetSource.Path } file => file with { Hash = HashOf(Path.Combine(folder, file.Content)) },
        ArchiveValue { Assets: { } assets } archive => archive with { Assets = WithHashes(assets, folder) },
        SecretValue { Value: var inner } secret => WithHashes(inner, folder) is var hashed && ReferenceEquals(hashed, inner) ? secret : new SecretValue(hashed),
        PropertyMap map => WithHashes(map, folder),
        ListValue list when list.Items.Any(item => item is AssetValue or ArchiveValue or PropertyMap or ListValue) =>
            list.Items.Select(item => WithHashes(item, folder)).ToArray() is var items && items.Zip(list.Items).All(pair => ReferenceEquals(pair.First, pair.Second))
                ? list
                : new ListValue([.. items]),
        _ => value,
    };

    // A file may be made later, by another resource: then there is nothing to compare yet.
    private static string? HashOf(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
