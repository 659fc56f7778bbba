using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace RaMatch.Mutation.Rewriting;

/// <summary>
/// What is changed in a statement: a term of AND or OR, or a whole WHERE, does not matter; a boundary moves; an order turns or loses a key; LEFT JOIN is JOIN;
/// DISTINCT goes; a value of IN goes; an assignment keeps the old value; a WHEN never holds; MAX is MIN.
/// </summary>
public static partial class SqlOperators
{
    /// <summary>A change to the text of a statement.</summary>
    /// <param name="Start">Where, from 0.</param>
    /// <param name="Length">How much of the text goes.</param>
    /// <param name="After">What comes instead.</param>
    public readonly record struct Edit(int Start, int Length, string After)
    {
        /// <summary>The statement with the change.</summary>
        public string In(string statement) => statement[..Start] + After + statement[(Start + Length)..];
    }

    /// <summary>Whether a text begins like a statement.</summary>
    public static bool IsStatement(string text) => Verb().IsMatch(text);

    /// <summary>All changes to a statement; none if it is not one.</summary>
    public static IReadOnlyList<Edit> Of(string statement)
    {
        // Dapper opens lists: IN @ids becomes IN (@ids1, @ids2). Each one lengthens what stands behind it by two.
        var lists = ListParameter().Matches(statement);
        using var reader = new StringReader(ListParameter().Replace(statement, "IN (@$1)"));
        var tree = new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        if (errors.Count > 0)
        {
            return [];
        }

        var finder = new Finder();
        tree.Accept(finder);
        return [.. finder.Edits.Select(Back).Where(edit => edit.Length > 0).Distinct()];

        int Written(int parsed)
        {
            var written = parsed;
            foreach (Match list in lists)
            {
                written -= list.Index + "IN (".Length <= written ? 1 : 0;
                written -= list.Index + list.Length < written ? 1 : 0;
            }

            return written;
        }

        Edit Back(Edit edit) => new(Written(edit.Start), Written(edit.Start + edit.Length) - Written(edit.Start), edit.After);
    }

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s", RegexOptions.CultureInvariant)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\bIN @(\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex ListParameter();

    sealed class Finder : TSqlFragmentVisitor
    {
        public List<Edit> Edits { get; } = [];

        public override void Visit(BooleanBinaryExpression node)
        {
            var harmless = node.BinaryExpressionType == BooleanBinaryExpressionType.And ? "1 = 1" : "1 = 0";
            foreach (var term in new[] { node.FirstExpression, node.SecondExpression })
            {
                // A AND B AND C is (A AND B) AND C; its terms are A, B and C.
                if ((term as BooleanBinaryExpression)?.BinaryExpressionType != node.BinaryExpressionType)
                {
                    Replace(term, harmless);
                }
            }
        }

        public override void Visit(WhereClause node)
        {
            if (node.SearchCondition is not null and not BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And })
            {
                Replace(node.SearchCondition, "1 = 1");
            }
        }

        public override void Visit(BooleanComparisonExpression node)
        {
            var other = node.ComparisonType switch
            {
                BooleanComparisonType.LessThan => "<=",
                BooleanComparisonType.LessThanOrEqualTo => "<",
                BooleanComparisonType.GreaterThan => ">=",
                BooleanComparisonType.GreaterThanOrEqualTo => ">",
                _ => null,
            };
            if (other is not null)
            {
                Replace(node, $"{TextOf(node.FirstExpression)} {other} {TextOf(node.SecondExpression)}");
            }
        }

        public override void Visit(OrderByClause node)
        {
            foreach (var key in node.OrderByElements)
            {
                Replace(key, TextOf(key.Expression) + (key.SortOrder == SortOrder.Descending ? "" : " DESC"));
            }

            for (var index = 0; node.OrderByElements.Count > 1 && index < node.OrderByElements.Count; index++)
            {
                var left = node.OrderByElements.Where((_, other) => other != index).Select(TextOf);
                Replace(node, "ORDER BY " + string.Join(", ", left));
            }
        }

        public override void Visit(QualifiedJoin node)
        {
            if (node.QualifiedJoinType == QualifiedJoinType.LeftOuter)
            {
                var between = Enumerable.Range(node.FirstTableReference.LastTokenIndex + 1, node.SecondTableReference.FirstTokenIndex - node.FirstTableReference.LastTokenIndex - 1);
                var left = node.ScriptTokenStream[between.First(index => node.ScriptTokenStream[index].TokenType == TSqlTokenType.Left)];
                Edits.Add(new Edit(left.Offset, left.Text.Length, ""));
            }
        }

        public override void Visit(QuerySpecification node)
        {
            if (node.UniqueRowFilter == UniqueRowFilter.Distinct)
            {
                var word = Enumerable.Range(node.FirstTokenIndex, node.LastTokenIndex - node.FirstTokenIndex)
                    .Select(index => node.ScriptTokenStream[index])
                    .First(token => token.TokenType == TSqlTokenType.Distinct);
                Edits.Add(new Edit(word.Offset, word.Text.Length, ""));
            }
        }

        public override void Visit(InPredicate node)
        {
            for (var index = 0; node.Values.Count > 1 && index < node.Values.Count; index++)
            {
                var left = node.Values.Where((_, other) => other != index).Select(TextOf);
                var first = node.Values[0].StartOffset;
                Edits.Add(new Edit(first, node.Values[^1].StartOffset + node.Values[^1].FragmentLength - first, string.Join(", ", left)));
            }
        }

        public override void Visit(AssignmentSetClause node)
        {
            // To take a turn is to keep the old value.
            if (node.Column is not null && TextOf(node.Column) != TextOf(node.NewValue))
            {
                Replace(node, $"{TextOf(node.Column)} = {TextOf(node.Column)}");
            }
        }

        public override void Visit(SearchedWhenClause node) => Replace(node.WhenExpression, "1 = 0");

        public override void Visit(FunctionCall node)
        {
            var other = node.FunctionName.Value switch { "MAX" => "MIN", "MIN" => "MAX", _ => null };
            if (other is not null)
            {
                Replace(node.FunctionName, other);
            }
        }

        void Replace(TSqlFragment fragment, string after) => Edits.Add(new Edit(fragment.StartOffset, fragment.FragmentLength, after));

        static string TextOf(TSqlFragment fragment) =>
            string.Concat(Enumerable.Range(fragment.FirstTokenIndex, fragment.LastTokenIndex - fragment.FirstTokenIndex + 1).Select(index => fragment.ScriptTokenStream[index].Text));
    }
}
