namespace Pulumi;

/// <summary>A file, or a collection of files, that a resource takes.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive(string signature, string field, object content)
    {
        Signature = signature;
        Field = field;
        Content = content;
    }

    /// <summary>Tells on the wire what kind of special value this is.</summary>
    internal string Signature { get; }

    /// <summary>The name under which the content goes on the wire.</summary>
    internal string Field { get; }

    /// <summary>A text, path or address, or for an archive of assets the assets by name.</summary>
    internal object Content { get; }
}

/// <summary>A file.</summary>
public abstract class Asset : AssetOrArchive
{
    private protected Asset(string field, string content)
        : base(Signatures.Asset, field, content)
    {
    }
}

/// <summary>A collection of files.</summary>
public abstract class Archive : AssetOrArchive
{
    private protected Archive(string field, object content)
        : base(Signatures.Archive, field, content)
    {
    }
}
