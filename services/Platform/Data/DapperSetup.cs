using System.Data;
using System.Globalization;
using Dapper;
using RaMatch.Platform.Words;

namespace RaMatch.Platform.Data;

/// <summary>
/// How values are stored, the same in both databases: ids as lower-case text, instants as UTC unix milliseconds, civil
/// dates as yyyy-MM-dd, sentences as code and arguments. Set once a process.
/// </summary>
static class DapperSetup
{
    static DapperSetup()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        Register(new GuidHandler(), typeof(Guid), typeof(Guid?));
        Register(new InstantHandler(), typeof(DateTimeOffset), typeof(DateTimeOffset?));
        Register(new DateHandler(), typeof(DateOnly), typeof(DateOnly?));
        Register(new SentenceHandler());
    }

    /// <summary>Runs the set-up by being called.</summary>
    public static void Ensure()
    {
    }

    static void Register<T>(SqlMapper.TypeHandler<T> handler, params Type[] types)
    {
        foreach (var type in types)
        {
            // Dapper prefers its built-in map over a handler for these types unless the map is removed.
            SqlMapper.RemoveTypeMap(type);
        }

        SqlMapper.AddTypeHandler(handler);
    }

    sealed class GuidHandler : SqlMapper.TypeHandler<Guid>
    {
        // Fixed-length ANSI text: a Unicode parameter would make SQL Server convert the column and scan its index.
        public override void SetValue(IDbDataParameter parameter, Guid value)
        {
            parameter.DbType = DbType.AnsiStringFixedLength;
            parameter.Size = 36;
            parameter.Value = value.ToString();
        }

        public override Guid Parse(object value) => value is Guid guid ? guid : Guid.Parse((string)value, CultureInfo.InvariantCulture);
    }

    sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.ToUnixTimeMilliseconds();
        }

        public override DateTimeOffset Parse(object value) =>
            DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));
    }

    sealed class DateHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            parameter.DbType = DbType.AnsiStringFixedLength;
            parameter.Size = 10;
            parameter.Value = value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        public override DateOnly Parse(object value) => DateOnly.ParseExact((string)value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    sealed class SentenceHandler : SqlMapper.TypeHandler<Sentence>
    {
        public override void SetValue(IDbDataParameter parameter, Sentence? value)
        {
            parameter.DbType = DbType.String;
            parameter.Value = value is null ? DBNull.Value : value.ToString();
        }

        public override Sentence Parse(object value) => Sentence.Read((string)value);
    }
}
