using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>The form that a text must have.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FormAttribute(Form form) : Attribute
{
    public Form Form { get; } = form;
}

/// <summary>The form that the keys of a map must have.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class KeyFormAttribute(Form form) : Attribute
{
    public Form Form { get; } = form;
}

/// <summary>Content that becomes the values of a chart.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ChartValuesAttribute : Attribute;

/// <summary>A value that a reader can copy.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExampleAttribute(string value) : Attribute
{
    public string Value { get; } = value;
}

/// <summary>Exactly one of these keys must be set.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ExactlyOneOfAttribute(params string[] keys) : Attribute
{
    public IReadOnlyList<string> Keys { get; } = keys;
}

/// <summary>A key that names a file. Where it is said, the record stands on the file: what the record does not say the file does, and null removes what the file says.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class StandsOnAttribute(string key) : Attribute
{
    public string Key { get; } = key;
}

/// <summary>What cannot be changed once the cluster stands; with what to do instead.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FixedAttribute(string instead) : Attribute
{
    public string Instead { get; } = instead;

    /// <summary>Whether it may be said later for the first time, because it only tells what is so anyway.</summary>
    public bool MayBeSaidLater { get; init; }
}

/// <summary>What has to be left out where nothing is said: a key with nothing behind it is not the same as no key; with what to write instead.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SaysSomethingAttribute(string instead) : Attribute
{
    public string Instead { get; } = instead;
}

/// <summary>One of the records that the value of a key chooses between.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class VariantAttribute(string word, Type type) : Attribute
{
    public string Word { get; } = word;

    public Type Type { get; } = type;
}

/// <summary>The word that a value of an enumeration is written as, where it is not the name with a small first letter.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class WordAttribute(string word) : Attribute
{
    public string Word { get; } = word;
}
