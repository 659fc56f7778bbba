using System.Globalization;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using RaMatch.Benchmarks.Instances;
using RaMatch.Benchmarks.Measuring;
using RaMatch.Matching.Scoring;
using RaMatch.Matching.Scoring.Indexing;

namespace RaMatch.Benchmarks.Peers;

/// <summary>
/// Lucene.Net with its index in memory, in one segment. Its posting lists find who shares city and major; each hit then gets the product's
/// score, so the answers are the same. Or its own scoring, with <c>ownScore</c>: a fixed weight for the major's closeness and for each
/// skill, nothing for degree, pay, kind and freshness; less work and other answers.
/// </summary>
sealed class LuceneSearch : ITopPeer
{
    const string Any = "any";

    readonly MarketInstance _market;
    readonly int _most;
    readonly bool _ownScore;
    readonly RAMDirectory _positionFiles = new();
    readonly RAMDirectory _graduateFiles = new();
    readonly DirectoryReader _positionReader;
    readonly DirectoryReader _graduateReader;
    readonly IndexSearcher _positions;
    readonly IndexSearcher _graduates;
    readonly BestList _best;

    public LuceneSearch(MarketInstance market, int most, bool ownScore)
    {
        (_market, _most, _ownScore, _best) = (market, most, ownScore, new BestList(most));
        Write(_positionFiles, market.Shape.Positions, number => DocumentOf(market.Vacancies[number]));
        Write(_graduateFiles, market.Shape.Graduates, number => DocumentOf(market.Candidates[number]));
        (_positionReader, _graduateReader) = (DirectoryReader.Open(_positionFiles), DirectoryReader.Open(_graduateFiles));
        (_positions, _graduates) = (new IndexSearcher(_positionReader), new IndexSearcher(_graduateReader));
    }

    public void ForGraduate(int number, ref Checksum sum)
    {
        var candidate = _market.Candidates[number];
        var major = candidate.Major;
        var query = new BooleanQuery
        {
            { OneOf("code", [(Text(major.Major), 250), (Text(major.Class), 187), (Text(major.Discipline), 125), (Any, 125)]), Occur.MUST },
        };
        if (!candidate.Cities.IsEmpty)
        {
            query.Add(OneOf("city", candidate.Cities.Span.ToArray().Select(city => (Text(city), 80))), Occur.MUST);
        }

        AddSkills(query, "required", candidate.Skills, 100);
        AddSkills(query, "wished", candidate.Skills, 50);
        Search(_positions, query, position => (position, number, _market.PublishedAt[position], _market.PositionIds[position]), ref sum);
    }

    public void ForPosition(int number, ref Checksum sum)
    {
        var vacancy = _market.Vacancies[number];
        var query = new BooleanQuery { { OneOf("city", [(Text(vacancy.City), 80), (Any, 40)]), Occur.MUST } };
        if (!vacancy.Majors.IsEmpty)
        {
            query.Add(OneOf("code", vacancy.Majors.Span.ToArray().Select(code => (Text(code), 250))), Occur.MUST);
        }

        AddSkills(query, "skill", vacancy.RequiredSkills, 100);
        AddSkills(query, "skill", vacancy.WishedSkills, 50);
        var positionId = _market.PositionIds[number];
        Search(_graduates, query, graduate => (number, graduate, Lot.Of(positionId, _market.GraduateIds[graduate]), _market.GraduateIds[graduate]), ref sum);
    }

    public void Dispose()
    {
        _positionReader.Dispose();
        _graduateReader.Dispose();
        _positionFiles.Dispose();
        _graduateFiles.Dispose();
    }

    void Search(IndexSearcher searcher, Query query, Func<int, (int Position, int Graduate, long Tie, Guid Id)> pair, ref Checksum sum)
    {
        if (_ownScore)
        {
            foreach (var hit in searcher.Search(query, _most).ScoreDocs)
            {
                sum.Add((ulong)hit.Doc);
            }

            return;
        }

        searcher.Search(new ConstantScoreQuery(query), new Scoring(this, pair));
        _best.Drain(ref sum);
    }

    void AddSkills(BooleanQuery query, string field, KeySet skills, int weight)
    {
        if (_ownScore)
        {
            foreach (var skill in skills.Span)
            {
                query.Add(Weighted(new TermQuery(new Term(field, Text(skill))), weight), Occur.SHOULD);
            }
        }
    }

    static BooleanQuery OneOf(string field, IEnumerable<(string Text, int Weight)> terms)
    {
        var query = new BooleanQuery(disableCoord: true);
        foreach (var (text, weight) in terms)
        {
            query.Add(Weighted(new TermQuery(new Term(field, text)), weight), Occur.SHOULD);
        }

        return query;
    }

    static ConstantScoreQuery Weighted(Query query, int weight) => new(query) { Boost = weight };

    static void Write(RAMDirectory files, int count, Func<int, Document> document)
    {
        using var writer = new IndexWriter(files, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer: null) { RAMBufferSizeMB = 256 });
        for (var number = 0; number < count; number++)
        {
            writer.AddDocument(document(number));
        }

        // One segment: a document's number is that of what it stands for.
        writer.ForceMerge(1);
    }

    static Document DocumentOf(VacancyFeatures vacancy)
    {
        var document = new Document { new StringField("city", Text(vacancy.City), Field.Store.NO) };
        Add(document, "code", vacancy.Majors);
        AddEach(document, "required", vacancy.RequiredSkills);
        AddEach(document, "wished", vacancy.WishedSkills);
        return document;
    }

    static Document DocumentOf(CandidateFeatures candidate)
    {
        var document = new Document
        {
            new StringField("code", Text(candidate.Major.Major), Field.Store.NO),
            new StringField("code", Text(candidate.Major.Class), Field.Store.NO),
            new StringField("code", Text(candidate.Major.Discipline), Field.Store.NO),
        };
        Add(document, "city", candidate.Cities);
        AddEach(document, "skill", candidate.Skills);
        return document;
    }

    static void Add(Document document, string field, KeySet keys)
    {
        if (keys.IsEmpty)
        {
            document.Add(new StringField(field, Any, Field.Store.NO));
        }

        AddEach(document, field, keys);
    }

    static void AddEach(Document document, string field, KeySet keys)
    {
        foreach (var key in keys.Span)
        {
            document.Add(new StringField(field, Text(key), Field.Store.NO));
        }
    }

    static string Text(ulong key) => key.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>Scores each hit by the product's function.</summary>
    sealed class Scoring(LuceneSearch search, Func<int, (int Position, int Graduate, long Tie, Guid Id)> pair) : ICollector
    {
        readonly int _today = MarketGenerator.Today.DayNumber;
        int _first;

        public bool AcceptsDocsOutOfOrder => true;

        public void SetScorer(Scorer scorer)
        {
        }

        public void SetNextReader(AtomicReaderContext context) => _first = context.DocBase;

        public void Collect(int doc)
        {
            var (position, graduate, tie, id) = pair(_first + doc);
            ref readonly var vacancy = ref search._market.Vacancies[position];
            ref readonly var candidate = ref search._market.Candidates[graduate];
            if (Fit.Failed(vacancy, candidate, MarketGenerator.Rules, _today) != Requirements.None)
            {
                return;
            }

            var score = Fit.Score(vacancy, candidate, MarketGenerator.Rules, _today);
            if (score >= search._best.Floor)
            {
                search._best.Offer(score, tie, id);
            }
        }
    }
}
