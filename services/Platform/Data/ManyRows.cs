using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;

namespace RaMatch.Platform.Data;

/// <summary>Makes of an INSERT of one row statements of many rows, for a server: to a file in the own process a row is no round trip.</summary>
static partial class ManyRows
{
    // SQL Server takes 2,100 parameters a statement.
    const int MostParameters = 1_000;

    /// <summary>The statements with their parameters, in the order of the rows.</summary>
    public static IEnumerable<(string Sql, DynamicParameters Parameters)> Of<T>(string sql, IEnumerable<T> rows, Dialect dialect)
        where T : notnull
    {
        var values = RowIn(sql);
        var names = Name().Matches(values.Groups["row"].Value).Select(name => name.Groups["name"].Value).ToList();
        foreach (var chunk in rows.Chunk(Math.Max(1, MostParameters / names.Count)))
        {
            var statement = new StringBuilder(sql, 0, values.Groups["row"].Index, capacity: 4096);
            var parameters = new DynamicParameters();
            for (var number = 0; number < chunk.Length; number++)
            {
                statement.Append(number == 0 ? "" : ", ").Append('(');
                var row = Parameters.Of(chunk[number], dialect);
                for (var column = 0; column < names.Count; column++)
                {
                    var name = string.Create(CultureInfo.InvariantCulture, $"{names[column]}{number}");
                    statement.Append(column == 0 ? "@" : ", @").Append(name);
                    parameters.Add(name, row[names[column]]);
                }

                statement.Append(')');
            }

            yield return (statement.ToString(), parameters);
        }
    }

    /// <summary>Refuses what cannot be run for many rows, wherever it is run.</summary>
    /// <exception cref="ArgumentException">Not an INSERT whose VALUES are parameters.</exception>
    public static void Require(string sql) => RowIn(sql);

    static Match RowIn(string sql) => Values().Match(sql) is { Success: true } values ? values : throw new ArgumentException("Not an INSERT whose VALUES are parameters.", nameof(sql));

    [GeneratedRegex(@"\bVALUES[ \r\n]*(?<row>\(([ \r\n]*@[A-Za-z0-9_]+[ \r\n]*,?)+\))[ \r\n]*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Values();

    [GeneratedRegex("@(?<name>[A-Za-z0-9_]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
