namespace Pulumi;

/// <summary>A file on the machine that runs the program.</summary>
public sealed class FileAsset : Asset
{
    /// <summary>Names the file.</summary>
    /// <param name="path">The file's path.</param>
    public FileAsset(string path)
        : base("path", path)
    {
    }
}

/// <summary>A file whose content is given.</summary>
public sealed class StringAsset : Asset
{
    /// <summary>Takes the content.</summary>
    /// <param name="text">The file's content.</param>
    public StringAsset(string text)
        : base("text", text)
    {
    }
}

/// <summary>A file that the engine fetches.</summary>
public sealed class RemoteAsset : Asset
{
    /// <summary>Names the place.</summary>
    /// <param name="uri">Where it is: <c>http</c>, <c>https</c> or <c>file</c>.</param>
    public RemoteAsset(string uri)
        : base("uri", uri)
    {
    }
}

/// <summary>A folder or archive file on the machine that runs the program.</summary>
public sealed class FileArchive : Archive
{
    /// <summary>Names the folder or archive file.</summary>
    /// <param name="path">A folder, or a <c>.tar</c>, <c>.tgz</c>, <c>.tar.gz</c>, <c>.zip</c> or <c>.jar</c> file.</param>
    public FileArchive(string path)
        : base("path", path)
    {
    }
}

/// <summary>An archive file that the engine fetches.</summary>
public sealed class RemoteArchive : Archive
{
    /// <summary>Names the place.</summary>
    /// <param name="uri">Where it is: <c>http</c>, <c>https</c> or <c>file</c>.</param>
    public RemoteArchive(string uri)
        : base("uri", uri)
    {
    }
}

/// <summary>An archive put together from assets and other archives.</summary>
public sealed class AssetArchive : Archive
{
    /// <summary>Takes the parts.</summary>
    /// <param name="assets">The parts, by their path in the archive.</param>
    public AssetArchive(IDictionary<string, AssetOrArchive> assets)
        : base("assets", assets.ToDictionary(asset => asset.Key, asset => asset.Value, StringComparer.Ordinal))
    {
    }
}
