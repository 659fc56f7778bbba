using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using RaMatch.Platform.Data;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>The statements of the services, read as T-SQL by Microsoft's own parser.</summary>
static partial class Sql
{
    /// <summary>A constant that holds a statement.</summary>
    /// <param name="Where">Type and field.</param>
    /// <param name="Service">The service, or Platform.</param>
    /// <param name="Text">The statement.</param>
    public sealed record Statement(string Where, string Service, string Text);

    /// <summary>Every statement constant of an assembly.</summary>
    public static IEnumerable<Statement> Of(Assembly assembly) =>
        assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(field => field.IsLiteral && field.FieldType == typeof(string))
            .Select(field => new Statement($"{field.DeclaringType!.FullName}.{field.Name}", assembly.GetName().Name!["RaMatch.".Length..], (string)field.GetRawConstantValue()!))
            .Where(statement => Verb().IsMatch(statement.Text));

    /// <summary>What SQL Server would not understand, as it stands or with the page clause that Platform appends to an ORDER BY.</summary>
    public static IEnumerable<string> NotTransactSql(IEnumerable<Statement> statements)
    {
        foreach (var statement in statements)
        {
            if (Errors(statement.Text) is { Count: > 0 } errors)
            {
                yield return $"{statement.Where}: {errors[0].Message}";
            }
            else if (LastOrderBy().IsMatch(statement.Text) && Errors(statement.Text + "\n" + Dialect.SqlServer.Page) is { Count: > 0 } paged)
            {
                yield return $"{statement.Where}, paged: {paged[0].Message}";
            }
        }
    }

    /// <summary>Words that only one of the two databases, or only newer servers, understand.</summary>
    public static IEnumerable<string> NotPortable(IEnumerable<Statement> statements) =>
        from statement in statements
        from Match word in OneDatabaseOnly().Matches(statement.Text)
        select $"{statement.Where} says {word.Value}";

    /// <summary>Tables a statement touches that its service does not own.</summary>
    public static IEnumerable<string> ForeignTables(IEnumerable<Statement> statements, IReadOnlyDictionary<string, IReadOnlySet<string>> tablesOf)
    {
        foreach (var statement in statements)
        {
            var visitor = new TableNames();
            Parse(statement.Text, out _).Accept(visitor);
            foreach (var table in visitor.Names.Where(table => !tablesOf[statement.Service].Contains(table) && !tablesOf["Platform"].Contains(table)))
            {
                yield return $"{statement.Where} touches {table}, which is no table of {statement.Service}";
            }
        }
    }

    /// <summary>Table and column names that are there after these T-SQL schema scripts.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> TablesOfScripts(IEnumerable<string> scripts)
    {
        var visitor = new CreatedTables();
        foreach (var batch in scripts.SelectMany(text => text.ReplaceLineEndings("\n").Split("\nGO\n")))
        {
            Parse(batch, out var errors).Accept(visitor);
            if (errors.Count > 0)
            {
                throw new InvalidOperationException($"{errors[0].Message} (line {errors[0].Line}) in:\n{batch}");
            }
        }

        return visitor.Tables.ToDictionary(table => table.Key, table => (IReadOnlySet<string>)table.Value, StringComparer.OrdinalIgnoreCase);
    }

    static IList<ParseError> Errors(string text)
    {
        Parse(text, out var errors);
        return errors;
    }

    /// <summary>The statement as a tree.</summary>
    public static TSqlFragment Parse(string text, out IList<ParseError> errors)
    {
        // Dapper opens lists: IN @ids becomes IN (@ids1, @ids2). SQL Server 2016 is the oldest server meant.
        using var reader = new StringReader(ListParameter().Replace(text, "IN (@$1)"));
        return new TSql130Parser(initialQuotedIdentifiers: true).Parse(reader, out errors);
    }

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|EXEC|DECLARE|IF)\s", RegexOptions.CultureInvariant)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\bORDER BY\b[^()]*$", RegexOptions.CultureInvariant)]
    private static partial Regex LastOrderBy();

    [GeneratedRegex(@"\bIN @(\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex ListParameter();

    [GeneratedRegex(@"\bLIMIT\b|\bRETURNING\b|\bOUTPUT\b|\bMERGE\b|\bON CONFLICT\b|\bINSERT OR\b|\|\||\bTOP\b|\bIFNULL\b|\bISNULL\b|\bGETDATE\b|\bNOLOCK\b|\bJSON_VALUE\b|->>|\bTRUE\b|\bFALSE\b", RegexOptions.CultureInvariant)]
    private static partial Regex OneDatabaseOnly();

    sealed class TableNames : TSqlFragmentVisitor
    {
        readonly HashSet<string> _common = new(StringComparer.OrdinalIgnoreCase);
        readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

        public IEnumerable<string> Names => _names.Except(_common, StringComparer.OrdinalIgnoreCase);

        public override void Visit(CommonTableExpression node) => _common.Add(node.ExpressionName.Value);

        public override void Visit(NamedTableReference node) => _names.Add(node.SchemaObject.BaseIdentifier.Value);
    }

    sealed class CreatedTables : TSqlFragmentVisitor
    {
        public Dictionary<string, HashSet<string>> Tables { get; } = new(StringComparer.OrdinalIgnoreCase);

        public override void Visit(CreateTableStatement node) =>
            Tables[node.SchemaObjectName.BaseIdentifier.Value] =
                node.Definition.ColumnDefinitions.Select(column => column.ColumnIdentifier.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

        public override void Visit(AlterTableAddTableElementStatement node)
        {
            if (!Tables.TryGetValue(node.SchemaObjectName.BaseIdentifier.Value, out var columns))
            {
                Tables[node.SchemaObjectName.BaseIdentifier.Value] = columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            }

            columns.UnionWith(node.Definition.ColumnDefinitions.Select(column => column.ColumnIdentifier.Value));
        }

        public override void Visit(AlterTableDropTableElementStatement node)
        {
            foreach (var element in node.AlterTableDropTableElements.Where(element => element.TableElementType == TableElementType.Column))
            {
                Tables[node.SchemaObjectName.BaseIdentifier.Value].Remove(element.Name.Value);
            }
        }

        public override void Visit(DropTableStatement node)
        {
            foreach (var table in node.Objects)
            {
                Tables.Remove(table.BaseIdentifier.Value);
            }
        }
    }
}
