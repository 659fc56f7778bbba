using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Tests.Gallery;

/// <summary>Renders components to HTML as the server does, at an address of one's choice.</summary>
static partial class GalleryHost
{
    public static Task<string> RenderAsync<TPage>(string path = "/", Texts? texts = null, params (string Name, object? Value)[] parameters)
        where TPage : IComponent => RenderAsync(typeof(TPage), path, texts, parameters);

    public static async Task<string> RenderAsync(Type page, string path, Texts? texts, params (string Name, object? Value)[] parameters)
    {
        var services = new ServiceCollection();
        services.AddSingleton<NavigationManager>(new At(path));
        if (texts is not null)
        {
            services.AddCascadingValue(_ => texts);
        }

        await using var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var view = ParameterView.FromDictionary(parameters.ToDictionary(one => one.Name, one => one.Value));
            return (await renderer.RenderComponentAsync(page, view)).ToHtmlString();
        });
    }

    /// <summary>The opening tag that carries an attribute with a value.</summary>
    public static string TagWith(this string html, string attribute, string value) =>
        AnyTag().Matches(html).Select(tag => tag.Value).Single(tag => tag.Contains($" {attribute}=\"{value}\"", StringComparison.Ordinal));

    /// <summary>The value of an attribute in an opening tag, or null.</summary>
    public static string? Value(this string tag, string attribute) =>
        Regex.Match(tag, $" {attribute}=\"([^\"]*)\"") is { Success: true } found ? found.Groups[1].Value : null;

    /// <summary>A component's folder of static files, found upwards from the test's own.</summary>
    public static string Assets
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RaMatch.sln")))
            {
                folder = folder.Parent;
            }

            return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("RaMatch.sln"), "services", "Portal", "wwwroot");
        }
    }

    [GeneratedRegex("<[a-z][^>]*>")]
    private static partial Regex AnyTag();

    sealed class At : NavigationManager
    {
        public At(string path) => Initialize("https://localhost/", "https://localhost" + path);
    }
}
