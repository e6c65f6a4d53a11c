namespace Infra.Sdks.Generator.Npm;

/// <summary>A type of a TypeScript declaration, as far as generated packages use them.</summary>
internal abstract record TypeScriptType
{
    /// <summary>A name with its type arguments: <c>string</c>, <c>pulumi.Input&lt;…&gt;</c>, <c>inputs.eks.ClusterVpcConfig</c>.</summary>
    internal sealed record Named(string Name, IReadOnlyList<TypeScriptType> Arguments) : TypeScriptType;

    /// <summary>A list.</summary>
    internal sealed record List(TypeScriptType Element) : TypeScriptType;

    /// <summary>An object whose keys are any text.</summary>
    internal sealed record Map(TypeScriptType Value) : TypeScriptType;

    /// <summary>One of several.</summary>
    internal sealed record Union(IReadOnlyList<TypeScriptType> Alternatives) : TypeScriptType;

    /// <summary>Reads a type.</summary>
    /// <exception cref="FormatException">It has a form that generated packages do not use.</exception>
    public static TypeScriptType Parse(string text)
    {
        var reader = new Reader(text);
        var type = reader.ReadUnion();
        reader.ExpectEnd();
        return type;
    }

    private sealed class Reader(string text)
    {
        private int _at;

        public TypeScriptType ReadUnion()
        {
            var alternatives = new List<TypeScriptType> { ReadListed() };
            while (Take("|"))
                alternatives.Add(ReadListed());
            return alternatives.Count == 1 ? alternatives[0] : new Union(alternatives);
        }

        public void ExpectEnd()
        {
            Skip();
            if (_at != text.Length)
                throw Error();
        }

        private TypeScriptType ReadListed()
        {
            var type = ReadOne();
            while (Take("[]"))
                type = new List(type);
            return type;
        }

        private TypeScriptType ReadOne()
        {
            if (Take("("))
            {
                var inner = ReadUnion();
                Expect(")");
                return inner;
            }
            if (Take("{"))
            {
                Expect("[key: string]:");
                var value = ReadUnion();
                Take(";");
                Expect("}");
                return new Map(value);
            }

            var name = ReadName();
            var arguments = new List<TypeScriptType>();
            if (Take("<"))
            {
                do
                    arguments.Add(ReadUnion());
                while (Take(","));
                Expect(">");
            }
            return new Named(name, arguments);
        }

        private string ReadName()
        {
            Skip();
            var start = _at;
            while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '.'))
                _at++;
            return start == _at ? throw Error() : text[start.._at];
        }

        private bool Take(string token)
        {
            Skip();
            if (string.CompareOrdinal(text, _at, token, 0, token.Length) != 0)
                return false;
            _at += token.Length;
            return true;
        }

        private void Expect(string token)
        {
            if (!Take(token))
                throw Error();
        }

        private void Skip()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
        }

        private FormatException Error() => new($"Not a type of a generated package, at character {_at}: '{text}'.");
    }
}
