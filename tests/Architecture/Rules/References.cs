using System.Xml.Linq;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>Which project may refer to which: one row a project, and no row more.</summary>
static class References
{
    static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["contracts/Contracts.csproj"] = [],
        ["services/Reference/Reference.csproj"] = ["Contracts"],
        ["services/Platform/Platform.csproj"] = ["Contracts", "Reference"],
        ["services/Posting/Posting.csproj"] = ["Contracts", "Platform", "Reference"],
        ["services/Applicant/Applicant.csproj"] = ["Contracts", "Platform", "Reference"],
        ["services/Rounds/Rounds.csproj"] = [],
        ["services/Sheets/Sheets.csproj"] = [],
        ["services/Matching/Matching.csproj"] = ["Contracts", "Platform", "Reference", "Rounds", "Sheets"],
        ["services/Portal/Portal.csproj"] = ["Contracts", "Platform", "Reference", "Sheets"],
        ["services/AllInOne/AllInOne.csproj"] = ["Applicant", "Matching", "Portal", "Posting", "Rounds"],
    };

    // Packages that one project alone may know; the rest reach them through it.
    static readonly Dictionary<string, string> Owned = new(StringComparer.Ordinal)
    {
        ["MassTransit"] = "services/Platform/Platform.csproj",
        ["MassTransit.RabbitMQ"] = "services/Platform/Platform.csproj",
        ["RabbitMQ.Client"] = "services/Platform/Platform.csproj",
        ["Dapper"] = "services/Platform/Platform.csproj",
        ["Microsoft.Data.Sqlite"] = "services/Platform/Platform.csproj",
        ["Microsoft.Data.SqlClient"] = "services/Platform/Platform.csproj",
        ["DocumentFormat.OpenXml"] = "services/Sheets/Sheets.csproj",
    };

    public static IEnumerable<string> Violations(IEnumerable<SourceFile> projects)
    {
        foreach (var project in projects)
        {
            var document = XDocument.Parse(project.Text);
            var packages = document.Descendants("PackageReference").Select(element => element.Attribute("Include")!.Value).ToList();
            if (!Allowed.TryGetValue(project.Path, out var allowed))
            {
                yield return $"{project.Path} has no row in the table of references";
                continue;
            }

            foreach (var reference in document.Descendants("ProjectReference").Select(element => Path.GetFileNameWithoutExtension(element.Attribute("Include")!.Value)))
            {
                if (!allowed.Contains(reference))
                {
                    yield return $"{project.Path} refers to {reference}";
                }
            }

            if (project.Path.StartsWith("contracts/", StringComparison.Ordinal) && packages.Count > 0)
            {
                yield return $"{project.Path} has packages: {string.Join(", ", packages)}";
            }

            foreach (var package in packages.Where(package => Owned.TryGetValue(package, out var owner) && owner != project.Path))
            {
                yield return $"{project.Path} refers to {package}, which belongs to {Owned[package]}";
            }
        }
    }
}
