using RaMatch.Testing;
using Xunit;

namespace RaMatch.Portal.Tests.Messages;

/// <summary>A wrong setting stops the start with its name.</summary>
public sealed class MessageSettingsTests
{
    [Theory]
    [InlineData("Mail:From", null)]
    [InlineData("Mail:From", "RaMatch <no-reply@ra.example.gov.cn>")]
    [InlineData("Mail:Port", "0")]
    [InlineData("Mail:Port", "65536")]
    [InlineData("Mail:Port", "smtp")]
    [InlineData("Mail:TimeoutSeconds", "0")]
    [InlineData("Mail:PasswordFile", null)]
    [InlineData("Mail:PasswordFile", "/nowhere/password")]
    [InlineData("Sms:Url", "http://sms.example.cn/send")]
    [InlineData("Sms:Url", "ftp://127.0.0.1/send")]
    [InlineData("Sms:Url", "sms")]
    [InlineData("Sms:KeyFile", null)]
    [InlineData("Sms:KeyFile", "/nowhere/key")]
    [InlineData("Sms:TimeoutSeconds", "601")]
    public async Task A_wrong_setting_stops_the_start_with_its_name(string setting, string? value)
    {
        await using var gateway = await SmsGateway.StartAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("password"), "geheim");
        var settings = MailServer.SettingsOf(25, [.. gateway.Settings().Select(pair => (pair.Key, pair.Value)), ("Mail:User", "portal"), ("Mail:PasswordFile", folder.Combine("password"))]);
        settings[setting] = value;
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => PostOffice.OpenAsync(settings));
        Assert.StartsWith(setting, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("too short a key")]
    public async Task A_key_that_is_none_stops_the_start(string key)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("key"), key);
        var settings = new Dictionary<string, string?> { ["Sms:Url"] = "https://sms.example.cn/send", ["Sms:KeyFile"] = folder.Combine("key") };
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => PostOffice.OpenAsync(settings));
        Assert.StartsWith("Sms:KeyFile", fault.Message, StringComparison.Ordinal);
    }
}
