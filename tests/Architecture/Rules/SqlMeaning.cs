using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>
/// What SQL Server parses and then refuses to run, while SQLite runs it, so that no test on SQLite would notice. Each rule is one of the
/// server's error numbers, but for the functions, of which there is a list of those that both know.
/// </summary>
static class SqlMeaning
{
    static readonly HashSet<string> Aggregates = new(["COUNT", "SUM", "MIN", "MAX"], StringComparer.OrdinalIgnoreCase);
    static readonly HashSet<string> Functions = new([.. Aggregates, "LOWER", "UPPER", "ABS", "REPLACE", "SUBSTRING", "CONCAT", "OBJECT_ID", "DB_NAME", "ROW_NUMBER"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The violations of a statement's text.</summary>
    public static IEnumerable<string> Violations(IEnumerable<Sql.Statement> statements, IReadOnlySet<string> columns)
    {
        foreach (var statement in statements)
        {
            var visitor = new Visitor(columns);
            Sql.Parse(statement.Text, out _).Accept(visitor);
            foreach (var fault in visitor.Faults)
            {
                yield return $"{statement.Where}: {fault}";
            }
        }
    }

    sealed class Visitor(IReadOnlySet<string> columns) : TSqlFragmentVisitor
    {
        public List<string> Faults { get; } = [];

        public override void Visit(QuerySpecification node)
        {
            var selected = node.SelectElements.OfType<SelectScalarExpression>().ToList();
            Grouping(node, selected);
            Distinct(node, selected);
            Aliases(node, selected);
        }

        public override void Visit(FunctionCall node)
        {
            var name = node.FunctionName.Value;
            if (!Functions.Contains(name))
            {
                Faults.Add($"{name} is not a function that both databases are known to have");
            }
            else if (Aggregates.Contains(name))
            {
                if (node.Parameters.Count > 1)
                {
                    Faults.Add($"{name} of several values is SQLite's only (174)");
                }

                if (node.OverClause is null && node.Parameters.SelectMany(Within).Any(part => IsSubquery(part) || IsAggregate(part)))
                {
                    Faults.Add($"{name} is taken of a subquery or of another aggregate (130)");
                }
            }
        }

        // 8120, 8121, 8127: what stands beside an aggregate is grouped by.
        void Grouping(QuerySpecification node, List<SelectScalarExpression> selected)
        {
            var having = node.HavingClause is null ? [] : Within(node.HavingClause.SearchCondition);
            if (node.GroupByClause is null && !selected.SelectMany(element => Within(element.Expression)).Concat(having).Any(IsAggregate))
            {
                return;
            }

            var groups = node.GroupByClause?.GroupingSpecifications.OfType<ExpressionGroupingSpecification>().Select(group => Text(group.Expression)).ToList() ?? [];
            var names = selected.Select(element => element.ColumnName?.Value).ToList();
            foreach (var column in selected.SelectMany(element => Loose(element.Expression, groups)).Concat(node.HavingClause is null ? [] : Loose(node.HavingClause.SearchCondition, groups)))
            {
                Faults.Add($"{column} stands beside an aggregate and is not grouped by (8120)");
            }

            foreach (var column in OrderBy(node).SelectMany(order => Loose(order, groups)).Where(column => !names.Contains(column, StringComparer.OrdinalIgnoreCase)))
            {
                Faults.Add($"{column} orders groups and is not grouped by (8127)");
            }
        }

        // 145: what a distinct selection is ordered by is in it.
        void Distinct(QuerySpecification node, List<SelectScalarExpression> selected)
        {
            if (node.UniqueRowFilter != UniqueRowFilter.Distinct)
            {
                return;
            }

            var known = selected.SelectMany(element => new[] { element.ColumnName?.Value, Text(element.Expression), LastName(element.Expression) }).ToHashSet(StringComparer.OrdinalIgnoreCase);
            Faults.AddRange(OrderBy(node).Where(order => !known.Contains(Text(order))).Select(order => $"{Text(order)} orders a distinct selection and is not in it (145)"));
        }

        // 207: the names given in a selection are not yet known where its rows are chosen and grouped.
        void Aliases(QuerySpecification node, List<SelectScalarExpression> selected)
        {
            var given = selected.Select(element => element.ColumnName?.Value).OfType<string>().Where(name => !columns.Contains(name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
            given.ExceptWith(node.FromClause is null ? [] : All(node.FromClause).OfType<SelectScalarExpression>().Select(inner => inner.ColumnName?.Value).OfType<string>());
            var places = new TSqlFragment?[] { node.WhereClause, node.GroupByClause, node.HavingClause }.OfType<TSqlFragment>();
            Faults.AddRange(places.SelectMany(Within).OfType<ColumnReferenceExpression>()
                .Where(column => column.MultiPartIdentifier is { Count: 1 } && given.Contains(LastName(column)!))
                .Select(column => $"{Text(column)} is used where its selection does not know the name yet (207)"));
        }

        static IEnumerable<ScalarExpression> OrderBy(QuerySpecification node) => node.OrderByClause?.OrderByElements.Select(element => element.Expression) ?? [];

        // Columns of an expression that are neither in an aggregate nor, alone or in a larger part, grouped by.
        static IEnumerable<string> Loose(TSqlFragment fragment, List<string> groups)
        {
            var all = All(fragment);
            var closed = all.Where(part => IsAggregate(part) || IsSubquery(part) || groups.Exists(group => SameColumn(group, Text(part)))).ToList();
            return all.OfType<ColumnReferenceExpression>().Where(column => !closed.Exists(part => Holds(part, column))).Select(Text);
        }

        static bool SameColumn(string one, string other) =>
            one.Equals(other, StringComparison.OrdinalIgnoreCase)
            || one.EndsWith('.' + other, StringComparison.OrdinalIgnoreCase)
            || other.EndsWith('.' + one, StringComparison.OrdinalIgnoreCase);

        static bool IsAggregate(TSqlFragment fragment) => fragment is FunctionCall { OverClause: null } call && Aggregates.Contains(call.FunctionName.Value);

        static string? LastName(TSqlFragment fragment) => fragment is ColumnReferenceExpression { MultiPartIdentifier: { } name } ? name.Identifiers[^1].Value : null;

        // As it stands, in single spaces.
        static string Text(TSqlFragment fragment) =>
            string.Join(' ', string.Concat(Enumerable.Range(fragment.FirstTokenIndex, fragment.LastTokenIndex - fragment.FirstTokenIndex + 1).Select(index => fragment.ScriptTokenStream[index].Text))
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        // The fragment and all below it, without what lies in subqueries; these themselves are there.
        static IEnumerable<TSqlFragment> Within(TSqlFragment fragment)
        {
            var all = All(fragment);
            var subqueries = all.Where(IsSubquery).ToList();
            return all.Where(part => !subqueries.Exists(subquery => subquery != part && Holds(subquery, part)));
        }

        static bool IsSubquery(TSqlFragment fragment) => fragment is ScalarSubquery;

        static bool Holds(TSqlFragment outer, TSqlFragment inner) => outer.FirstTokenIndex <= inner.FirstTokenIndex && inner.LastTokenIndex <= outer.LastTokenIndex;

        static List<TSqlFragment> All(TSqlFragment fragment)
        {
            var everything = new Everything();
            fragment.Accept(everything);
            return everything.Found;
        }
    }

    sealed class Everything : TSqlFragmentVisitor
    {
        public List<TSqlFragment> Found { get; } = [];

        public override void Visit(TSqlFragment fragment) => Found.Add(fragment);
    }
}
