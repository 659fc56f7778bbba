using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;
using RaMatch.Portal.Ui;

namespace RaMatch.Portal.Units;

/// <summary>A unit files and withdraws documents; unit, park and supervisor open them. The file goes through as it is, the service judges it.</summary>
static class Evidence
{
    // The service takes 10 MB; the rest is the form around the file.
    const long LargestForm = 11 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/unit/candidates/{placementId:guid}/evidence", FileAsync).RequireUnitMember().ExcludeFromDescription()
            .WithMetadata(new RequestSizeLimitAttribute(LargestForm), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = LargestForm });
        app.MapPost("/unit/candidates/{placementId:guid}/evidence/{evidenceId:guid}/supersede", SupersedeAsync).RequireUnitMember().ExcludeFromDescription();
        app.MapGet("/evidence/{evidenceId:guid}", OpenAsync).RequireRoles(Roles.UnitMember, Roles.ParkStaff, Roles.Supervisor).ExcludeFromDescription();
    }

    static async Task<RedirectHttpResult> FileAsync(Guid placementId, HttpContext http, ServiceClient services, [FromForm] string? kind, [FromForm] string? month, IFormFile? file)
    {
        var address = $"/unit/candidates/{placementId}#evidence";
        if (file is null || file.Length == 0)
        {
            new Notice(Tone.Bad, "请选择要上传的文件。").Leave(http);
            return SeeOther.To(http, address);
        }

        await using var content = file.OpenReadStream();
        var path = $"placements/{placementId}/evidence?kind={Uri.EscapeDataString(kind ?? "")}" + (string.IsNullOrWhiteSpace(month) ? "" : "&month=" + Uri.EscapeDataString(month));
        var answer = await services.UploadAsync<Filed>("matching", path, content, TypeOf(file));
        return Deed.Report(http, answer.Refusal, answer.Value is { Missing.Count: > 0 } filed ? "已上传。还需要：" + string.Concat(filed.Missing) : "已上传，材料齐全，等待园区核验。", address);
    }

    static async Task<RedirectHttpResult> SupersedeAsync(Guid placementId, Guid evidenceId, HttpContext http, ServiceClient services, [FromForm] string? reason) =>
        Deed.Report(
            http,
            (await services.DeleteAsync<object>("matching", $"evidence/{evidenceId}?reason={Uri.EscapeDataString(reason ?? "")}")).Refusal,
            "该材料已作废，原件留存备查。",
            $"/unit/candidates/{placementId}#evidence");

    static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> OpenAsync(Guid evidenceId, HttpContext http, ServiceClient services)
    {
        var response = await services.DownloadAsync("matching", $"evidence/{evidenceId}");
        http.Response.RegisterForDispose(response);
        if (!response.IsSuccessStatusCode)
        {
            return TypedResults.Problem(title: "没有这份证明材料，或您无权查看。", statusCode: (int)response.StatusCode);
        }

        // A document of someone else's: shown, never run, kept by nobody.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(await response.Content.ReadAsStreamAsync(http.RequestAborted), response.Content.Headers.ContentType?.MediaType);
    }

    // What a browser calls a scan differs; the service looks into the file anyway.
    static string TypeOf(IFormFile file) => Path.GetExtension(file.FileName).ToUpperInvariant() switch
    {
        ".PDF" => "application/pdf",
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        _ => "application/octet-stream",
    };

    sealed record Filed(IReadOnlyList<string> Missing);
}
