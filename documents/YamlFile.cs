using System.Collections.Immutable;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Infra.Documents;

/// <summary>Reads a YAML file into values that know their places, and refuses what could not be meant.</summary>
public sealed class YamlFile
{
    private const int MaxDepth = 64;
    private const int MaxValues = 100_000;
    private const int MaxBytes = 4 * 1024 * 1024;
    private const string StringTag = "tag:yaml.org,2002:str";
    private const string ListTag = "tag:yaml.org,2002:seq";
    private const string MapTag = "tag:yaml.org,2002:map";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _name;
    private readonly string _text;
    private readonly IParser _parser;
    private readonly Dictionary<string, YamlNode?> _anchors = new(StringComparer.Ordinal);
    private readonly List<DocumentProblem> _problems = [];
    private long _values;

    private YamlFile(string name, string text) => (_name, _text, _parser) = (name, text, new Parser(new StringReader(text)));

    /// <summary>Reads a file's text, without its byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The file's name in messages.</param>
    /// <exception cref="InvalidDocumentException">It cannot be read, or is not text.</exception>
    public static string ReadText(string path, string name)
    {
        try
        {
            if (Directory.Exists(path))
                throw new IOException("it is a folder");

            // What says that it has no content is not opened: a pipe would never end.
            var length = new FileInfo(path).Length;
            if (length > MaxBytes)
                throw new InvalidDocumentException(DocumentFault.TooLarge, Start(name), $"the file is larger than {MaxBytes >> 20} MiB.");

            return length == 0 ? "" : Utf8.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            var reason = e switch
            {
                DecoderFallbackException => "it is not UTF-8 text",
                FileNotFoundException or DirectoryNotFoundException => new FileInfo(path).LinkTarget is null ? "it does not exist" : "it is a link to what does not exist",
                _ => e.Message,
            };
            throw new InvalidDocumentException(DocumentFault.Unreadable, Start(name), $"the file cannot be read: {reason}", e);
        }
    }

    /// <summary>Reads the one map that the text holds; an empty text is an empty map.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">The file's name in messages.</param>
    /// <exception cref="InvalidDocumentException">It is not YAML, or not one map.</exception>
    public static YamlMap ReadMap(string text, string name)
    {
        YamlNode? root;
        text = text.TrimStart('\uFEFF');
        var file = new YamlFile(name, text);
        try
        {
            root = file.ReadDocument();
        }
        catch (YamlException e)
        {
            var tab = YamlFault.IndentingTab(name, text, e);
            throw new InvalidDocumentException(
                tab ?? YamlFault.Inside(text, Place(name, e.Start)), tab is null ? YamlFault.Explain(e) : "a tab indents this line; YAML allows only spaces there.", e);
        }
        catch (InvalidDocumentException e)
        {
            throw new InvalidDocumentException([.. e.Problems.Select(problem => problem with { Place = YamlFault.Inside(text, problem.Place) })], e.InnerException);
        }

        if (file._problems.Count > 0)
            throw new InvalidDocumentException([.. file._problems]);

        return root switch
        {
            YamlMap map => map,
            null or YamlScalar { IsNull: true } => new YamlMap(Start(name), [], 1),
            _ => throw new InvalidDocumentException(root.Place, $"the file has to be a map of keys to values; this is {root.Kind}."),
        };
    }

    private static SourcePlace Start(string name) => new(name, 1, 1);

    private static SourcePlace Place(string name, Mark mark) => new(name, (int)mark.Line, (int)mark.Column);

    private YamlNode? ReadDocument()
    {
        RefuseNul();
        _ = Next<StreamStart>();
        if (Peek() is StreamEnd)
            return null;

        _ = Next<DocumentStart>();
        var root = ReadNode(0);
        _ = Next<DocumentEnd>();
        return Peek() is StreamEnd
            ? root
            : throw new InvalidDocumentException(Place(_name, Peek().Start), "a second document begins here; the file has to be one.");
    }

    // The parser takes NUL for the end of the text, and what follows would be lost in silence.
    private void RefuseNul()
    {
        var at = _text.IndexOf('\0', StringComparison.Ordinal);
        if (at < 0)
            return;

        var before = YamlFault.Lines(_text[..at]);
        throw new InvalidDocumentException(new SourcePlace(_name, before.Length, before[^1].Length + 1), "a NUL character stands here; the file is not text.");
    }

    private YamlNode ReadNode(int depth)
    {
        var at = Peek();
        if (depth > MaxDepth)
            throw new InvalidDocumentException(DocumentFault.TooLarge, Place(_name, at.Start), $"this is nested more than {MaxDepth} deep.");

        if (at is AnchorAlias alias)
        {
            Advance();
            var meant = Resolve(alias);
            Count(meant.Size, alias.Start);
            return meant;
        }

        Count(1, at.Start);

        var anchor = at is NodeEvent { Anchor.IsEmpty: false } node ? node.Anchor.Value : null;
        if (anchor is not null)
            _anchors[anchor] = null;

        YamlNode read = at switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart => ReadList(depth),
            MappingStart => ReadMap(depth),
            _ => throw new InvalidDocumentException(Place(_name, at.Start), "a value is missing here."),
        };
        if (anchor is not null)
            _anchors[anchor] = read;

        return read;
    }

    // Counted as it is read, for what is refused only once it is all there has taken the memory already.
    private void Count(long values, Mark at)
    {
        _values += values;
        if (_values > MaxValues)
            throw new InvalidDocumentException(DocumentFault.TooLarge, Place(_name, at), $"the file holds more than {MaxValues} values, aliases counted as often as they are used.");
    }

    private YamlNode Resolve(AnchorAlias alias)
    {
        var place = Place(_name, alias.Start);
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
            throw new InvalidDocumentException(place, $"*{Excerpt.Of(alias.Value.Value)} refers to an anchor that does not come before it.");

        return node ?? throw new InvalidDocumentException(place, $"*{Excerpt.Of(alias.Value.Value)} stands inside its own anchor.");
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        Advance();
        RefuseTag(scalar, StringTag);
        return new YamlScalar(Place(_name, scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty);
    }

    // A tag asks for another value than the one that is written; whoever ignored it would read something else.
    private void RefuseTag(NodeEvent node, string allowed)
    {
        if (node.Tag is { IsEmpty: false, IsNonSpecific: false } tag && tag.Value != allowed)
            throw new InvalidDocumentException(Place(_name, node.Start), $"the tag {Excerpt.Of(tag.Value)} is not understood; only plain values and !!str are.");
    }

    private YamlList ReadList(int depth)
    {
        var start = Next<SequenceStart>();
        RefuseTag(start, ListTag);
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        var size = 1L;
        while (Peek() is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1));
            size += items[^1].Size;
        }

        Advance();
        return new YamlList(Place(_name, start.Start), items.ToImmutable(), size);
    }

    private YamlMap ReadMap(int depth)
    {
        var start = Next<MappingStart>();
        RefuseTag(start, MapTag);
        var entries = new List<YamlEntry>();
        var merged = new List<YamlEntry>();
        var places = new Dictionary<string, SourcePlace>(StringComparer.Ordinal);
        while (Peek() is not MappingEnd)
        {
            var key = ReadKey();
            var value = ReadNode(depth + 1);
            var isMerge = key is { Text: "<<", IsPlain: true };
            if (places.TryAdd(key.Text, key.Place) && !isMerge)
                entries.Add(new YamlEntry(key.Text, key.Place, value));
            else if (isMerge && places[key.Text] == key.Place)
                merged.AddRange(Merged(value));
            else
                _problems.Add(new DocumentProblem(DocumentFault.DuplicateKey, key.Place, $"'{Excerpt.Of(key.Text)}' is set twice; the first is in line {places[key.Text].Line}."));
        }

        Advance();

        // A merged key gives way to one that the map sets itself, and to the same key of an earlier merge.
        entries.AddRange(merged.Where(entry => places.TryAdd(entry.Key, entry.Place)));
        return new YamlMap(Place(_name, start.Start), [.. entries], 1 + entries.Sum(entry => entry.Value.Size));
    }

    private YamlScalar ReadKey()
    {
        var at = Peek();
        var key = at is Scalar or AnchorAlias ? ReadNode(0) as YamlScalar : null;
        return key ?? throw new InvalidDocumentException(Place(_name, at.Start), "a key has to be a word or a string; this is a list or a map.");
    }

    private static IEnumerable<YamlEntry> Merged(YamlNode value) => value switch
    {
        YamlMap map => map.Entries,
        YamlList list when list.Items.All(item => item is YamlMap) => list.Items.SelectMany(item => ((YamlMap)item).Entries),
        _ => throw new InvalidDocumentException(value.Place, $"<< merges a map or a list of maps; this is {value.Kind}."),
    };

    private T Next<T>()
        where T : ParsingEvent
    {
        var at = Peek();
        Advance();
        return at as T ?? throw new InvalidDocumentException(Place(_name, at.Start), "this cannot stand here.");
    }

    private ParsingEvent Peek()
    {
        if (_parser.Current is null)
            Advance();

        return _parser.Current!;
    }

    private void Advance()
    {
        var at = _parser.Current?.End ?? Mark.Empty;
        try
        {
            _parser.MoveNext();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // The parser means its own mistakes by these; whoever wrote the file can only be told where it was.
            throw new InvalidDocumentException(Place(_name, at), "this is not YAML.", e);
        }
    }
}
