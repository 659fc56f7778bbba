using System.Text.Json;
using System.Text.Json.Nodes;
using RaMatch.Platform.Data;
using RaMatch.Platform.Web;

namespace RaMatch.Platform.Messaging;

/// <summary>What a service keeps for its own working that may say something of a person: answers for repeated requests, and events laid aside.</summary>
public static class Remains
{
    // What people type, by the names it has in events.
    static readonly string[] Texts = ["reason", "interviewPlace"];

    /// <summary>
    /// Forgets it, in the transaction in which the service forgets the rest: the person's own answers are emptied, and their requests are still not
    /// done twice; events about the person that were laid aside lose their texts and can still be replayed; what was laid aside because it is no
    /// JSON goes.
    /// </summary>
    public static async Task ForgetAsync(UnitOfWork unit, Guid personId)
    {
        var named = new { actor = new Caller(personId, Roles.Graduate, "", null, null, null).Identity, anywhere = $"%{personId}%" };
        await unit.ExecuteAsync(EmptyAnswers, named);
        foreach (var laid in await unit.QueryAsync<LaidAside>(SelectLaidAside, named))
        {
            // What it failed with may quote what it holds.
            await unit.ExecuteAsync(UpdateLaidAside, new { laid.MessageId, body = WithoutTexts(laid.Body), reason = laid.Reason.Split([':', '\n'], 2)[0] });
        }
    }

    static string WithoutTexts(string body)
    {
        if (Read(body) is not { } json)
        {
            // What is no event can be replayed by nobody, and says who knows what.
            return "";
        }

        foreach (var text in Texts.Where(json.ContainsKey))
        {
            json[text] = null;
        }

        return json.ToJsonString(Json.Options);
    }

    static JsonObject? Read(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    sealed record LaidAside
    {
        public Guid MessageId { get; init; }
        public string Body { get; init; } = "";
        public string Reason { get; init; } = "";
    }

    const string EmptyAnswers = "UPDATE answered_request SET body = '' WHERE actor = @actor";

    const string SelectLaidAside = "SELECT message_id, body, reason FROM poison_message WHERE body LIKE @anywhere";

    const string UpdateLaidAside = "UPDATE poison_message SET body = @body, reason = @reason WHERE message_id = @messageId";
}
