using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RaMatch.Platform.Web;
using RaMatch.Portal.Accounts;
using RaMatch.Portal.Backend;

namespace RaMatch.Portal.Units;

/// <summary>A unit files and withdraws documents; unit, park and supervisor open them. The file goes through as it is, the service judges it.</summary>
static class Evidence
{
    // The service takes 10 MB. Scans are often larger, and who sends one is told so on the page with the rest of the form as it was, which
    // takes reading it to its end; more than this is no scan.
    const long LargestFile = 10 * 1024 * 1024;
    const long LargestForm = 64 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/unit/candidates/{placementId:guid}/evidence", FileAsync).RequireUnitMember().ExcludeFromDescription()
            .WithMetadata(new RequestSizeLimitAttribute(LargestForm), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = LargestForm });
        app.MapPost("/unit/candidates/{placementId:guid}/evidence/{evidenceId:guid}/supersede", SupersedeAsync).RequireUnitMember().ExcludeFromDescription();
        app.MapGet("/evidence/{evidenceId:guid}", OpenAsync).RequireRoles(Roles.UnitMember, Roles.ParkStaff, Roles.Supervisor).ExcludeFromDescription();
    }

    static async Task<RedirectHttpResult> FileAsync(Guid placementId, HttpContext http, ServiceClient services, IFormCollection form)
    {
        var (posted, file) = (new Posted(form), form.Files.GetFile("file"));
        var (kind, month) = (posted.Text("kind"), posted.Month("month"));
        if (file is null or { Length: 0 })
        {
            posted.Refuse("file", "请选择要上传的文件。");
        }
        else if (file.Length > LargestFile)
        {
            posted.Refuse("file", $"文件有 {Words.Size(file.Length)}，超过了 10 MB。请降低扫描分辨率，或分成几份上传。");
        }

        var address = $"/unit/candidates/{placementId}";
        if (posted.Wrong is { } wrong)
        {
            return Deed.Report(http, wrong, "", $"{address}?kind={Uri.EscapeDataString(kind)}&month={Uri.EscapeDataString(posted.Text("month"))}#evidence");
        }

        await using var content = file!.OpenReadStream();
        var path = $"placements/{placementId}/evidence?kind={Uri.EscapeDataString(kind)}" + (month is null ? "" : "&month=" + month);
        var answer = await services.UploadAsync<Filed>("matching", path, content, TypeOf(file));
        return Deed.Report(
            http,
            answer.Refusal,
            answer.Value is { Missing.Count: > 0 } filed ? "已上传。还需要：" + string.Concat(filed.Missing) : "已上传，材料齐全，等待园区核验。",
            answer.IsSuccess ? address + "#evidence" : $"{address}?kind={Uri.EscapeDataString(kind)}&month={Uri.EscapeDataString(posted.Text("month"))}#evidence");
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
