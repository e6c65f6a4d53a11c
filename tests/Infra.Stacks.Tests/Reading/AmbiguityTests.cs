using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Xunit;

namespace Infra.Stacks.Tests.Reading;

/// <summary>Texts that programs read differently when they have no quotes, for every sort of key.</summary>
public sealed class AmbiguityTests
{
    private const string BooleanHint = "; write true, false or plain digits, or a text in quotes: ";

    [Theory]
    [InlineData("yes", "a boolean in YAML 1.1")]
    [InlineData("No", "a boolean in YAML 1.1")]
    [InlineData("no", "a boolean in YAML 1.1")]
    [InlineData("on", "a boolean in YAML 1.1")]
    [InlineData("OFF", "a boolean in YAML 1.1")]
    [InlineData("y", "a boolean in YAML 1.1")]
    [InlineData("true", "a boolean")]
    [InlineData("False", "a boolean")]
    [InlineData("3", "a number")]
    [InlineData("-3", "a number")]
    [InlineData("1.30", "a number")]
    [InlineData("1e3", "a number")]
    [InlineData(".5", "a number")]
    [InlineData(".inf", "a number")]
    [InlineData(".NaN", "a number")]
    [InlineData("012", "an octal number")]
    [InlineData("0o17", "an octal number")]
    [InlineData("0x1F", "a number in YAML 1.1")]
    [InlineData("0b11", "a number in YAML 1.1")]
    [InlineData("1_000", "a number in YAML 1.1")]
    [InlineData("12:30:45", "a number in YAML 1.1")]
    [InlineData("2026-11-23", "a date")]
    [InlineData("2026-11-23T12:00:00Z", "a date")]
    public void A_text_that_some_take_for_something_else_needs_quotes(string text, string misreading)
    {
        Assert.Equal($"INF014 found {text}, which is {misreading} to some who read YAML; write it in quotes: '{text}'", OneValue.Read(new TextShape(null), text));
        Assert.Equal($"String {text}", OneValue.Read(new TextShape(null), $"'{text}'"));
        Assert.Equal($"String {text}", OneValue.Read(new TextShape(null), $"\"{text}\""));
        Assert.Equal($"String {text}", OneValue.Read(new TextShape(null), $"!!str {text}"));
    }

    [Theory]
    [InlineData("1.35.2")]
    [InlineData("v1")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.0/8")]
    [InlineData("12:30:61")]
    [InlineData("2026-11")]
    [InlineData("none")]
    [InlineData("yesterday")]
    [InlineData("-")]
    [InlineData("1 2")]
    public void A_text_that_all_take_for_a_text_needs_none(string text) => Assert.Equal($"String {text}", OneValue.Read(new TextShape(null), text == "-" ? "'-'" : text));

    [Theory]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("")]
    public void Nothing_is_no_text(string text) => Assert.Equal("INF002 found nothing; allowed: a text", OneValue.Read(new TextShape(null), text));

    [Theory]
    [InlineData("3", "Int32 3")]
    [InlineData("0", "Int32 0")]
    [InlineData("10", "Int32 10")]
    [InlineData("11", "INF004 found 11; allowed: 0 to 10")]
    [InlineData("-1", "INF004 found -1; allowed: 0 to 10")]
    [InlineData("99999999999999999999", "INF004 found 99999999999999999999; allowed: 0 to 10")]
    [InlineData("012", "INF014 found 012, an octal number; write a whole number from 0 to 10 in plain digits")]
    [InlineData("0o7", "INF014 found 0o7, an octal number; write a whole number from 0 to 10 in plain digits")]
    [InlineData("1_0", "INF014 found 1_0, a number in YAML 1.1; write a whole number from 0 to 10 in plain digits")]
    [InlineData("1:30", "INF014 found 1:30, a number in YAML 1.1; write a whole number from 0 to 10 in plain digits")]
    [InlineData("0x3", "INF014 found 0x3, a number in YAML 1.1; write a whole number from 0 to 10 in plain digits")]
    [InlineData("3.0", "INF014 found 3.0, a number; write a whole number from 0 to 10 in plain digits")]
    [InlineData("1e1", "INF014 found 1e1, a number; write a whole number from 0 to 10 in plain digits")]
    [InlineData("+3", "INF014 found +3, a number; write a whole number from 0 to 10 in plain digits")]
    [InlineData(".inf", "INF014 found .inf, a number; write a whole number from 0 to 10 in plain digits")]
    [InlineData("'3'", "INF002 found the text '3'; allowed: a whole number from 0 to 10")]
    [InlineData("three", "INF002 found 'three'; allowed: a whole number from 0 to 10")]
    [InlineData("~", "INF002 found nothing; allowed: a whole number from 0 to 10")]
    [InlineData("[3]", "INF002 found a list; allowed: a whole number from 0 to 10")]
    [InlineData("{}", "INF002 found a map; allowed: a whole number from 0 to 10")]
    public void A_number_is_plain_digits_within_bounds(string text, string read) => Assert.Equal(read, OneValue.Read(new NumberShape(0, 10), text));

    [Theory]
    [InlineData("true", "Boolean True")]
    [InlineData("false", "Boolean False")]
    [InlineData("yes", "INF014 found 'yes'; write true")]
    [InlineData("On", "INF014 found 'On'; write true")]
    [InlineData("y", "INF014 found 'y'; write true")]
    [InlineData("True", "INF014 found the boolean True; write true")]
    [InlineData("no", "INF014 found 'no'; write false")]
    [InlineData("OFF", "INF014 found 'OFF'; write false")]
    [InlineData("'true'", "INF014 found the text 'true'; write true")]
    [InlineData("1", "INF002 found the number 1; allowed: true or false")]
    [InlineData("~", "INF002 found nothing; allowed: true or false")]
    [InlineData("[]", "INF002 found a list; allowed: true or false")]
    public void A_boolean_is_true_or_false(string text, string read) => Assert.Equal(read, OneValue.Read(new BooleanShape(), text));

    [Theory]
    [InlineData("true", "Boolean True")]
    [InlineData("3", "Int32 3")]
    [InlineData("-3", "Int32 -3")]
    [InlineData("3000000000", "Double 3000000000")]
    [InlineData("1.30", "Double 1.3")]
    [InlineData("1e3", "Double 1000")]
    [InlineData("word", "String word")]
    [InlineData("'012'", "String 012")]
    [InlineData("'no'", "String no")]
    [InlineData("'2026-11-23'", "String 2026-11-23")]
    [InlineData("no", "INF014 found no, which is a boolean in YAML 1.1 to some who read YAML" + BooleanHint + "'no'")]
    [InlineData("True", "INF014 found True, which is a boolean to some who read YAML" + BooleanHint + "'True'")]
    [InlineData("012", "INF014 found 012, which is an octal number to some who read YAML" + BooleanHint + "'012'")]
    [InlineData("0o17", "INF014 found 0o17, which is an octal number to some who read YAML" + BooleanHint + "'0o17'")]
    [InlineData("1_000", "INF014 found 1_000, which is a number in YAML 1.1 to some who read YAML" + BooleanHint + "'1_000'")]
    [InlineData("12:30:45", "INF014 found 12:30:45, which is a number in YAML 1.1 to some who read YAML" + BooleanHint + "'12:30:45'")]
    [InlineData("2026-11-23", "INF014 found 2026-11-23, which is a date to some who read YAML" + BooleanHint + "'2026-11-23'")]
    [InlineData(".inf", "INF014 found .inf, which is a number to some who read YAML" + BooleanHint + "'.inf'")]
    [InlineData("1e999", "INF014 found 1e999, which is a number to some who read YAML" + BooleanHint + "'1e999'")]
    public void Content_keeps_the_types_that_all_agree_on(string text, string read) =>
        Assert.Equal(read, OneValue.Read(Shapes.Of<Tree>(), $"{{a: {text}}}").Replace("Tree\n.Values = map\n.Values.a = ", "", StringComparison.Ordinal));

    [Theory]
    [InlineData("1.30", "INF014 found 1.30, which is a number to some who read YAML; write it in quotes: '1.30'")]
    [InlineData("'1.30'", "INF004 found '1.30'; allowed: a version of Kubernetes with its patch and without 'v', for example '1.35.2'")]
    [InlineData("v1.30.2", "INF004 found 'v1.30.2'; write it as '1.30.2'")]
    [InlineData("1.030.2", "INF004 found '1.030.2'; write it as '1.30.2'")]
    [InlineData("1.30.2", "KubernetesVersion 1.30.2")]
    public void A_version_is_never_a_number(string text, string read) => Assert.Equal(read, OneValue.Read(Shapes.Of<KubernetesVersion>(), text));

    [Fact]
    public void No_message_repeats_a_long_text()
    {
        var digits = new string('9', 100_000);

        foreach (var shape in new[] { new TextShape(null), new NumberShape(0, 1), new BooleanShape(), Shapes.Of<PlatformSpec>(), Shapes.Of<KubernetesVersion>() })
        {
            Assert.True(OneValue.Read(shape, digits).Length < 500);
            Assert.True(OneValue.Read(shape, $"{digits}.{digits}").Length < 500);
        }
    }
}
