using System.Reflection;
using System.Reflection.Emit;

namespace RaMatch.Architecture.Tests.Rules;

/// <summary>Who knows whom within one assembly, read from the compiled instructions: a verifier that ran a line of the solver would prove nothing.</summary>
static class Independence
{
    const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    static readonly Dictionary<short, OpCode> OpCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Types of one namespace that refer to a type of one of the others, in a signature, a field or an instruction.</summary>
    public static IEnumerable<string> Violations(Assembly assembly, string space, params string[] forbidden) =>
        from type in assembly.GetTypes()
        where IsIn(type, space)
        from other in Referred(type).Distinct()
        where forbidden.Any(to => IsIn(other, to))
        select $"{Outermost(type)} refers to {Outermost(other)}";

    /// <summary>Assemblies an assembly refers to that do not come with the runtime itself.</summary>
    public static IEnumerable<string> BeyondTheRuntime(string assembly, IEnumerable<string> references)
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return references.Where(reference => !File.Exists(Path.Combine(runtime, reference + ".dll"))).Select(reference => $"{assembly} refers to {reference}");
    }

    public static bool IsIn(Type type, string within) => type.Namespace == within || type.Namespace?.StartsWith(within + ".", StringComparison.Ordinal) == true;

    public static string Outermost(Type type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : (type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type).FullName!;

    /// <summary>The types that a type refers to in a signature, a field or an instruction.</summary>
    public static IEnumerable<Type> Referred(Type type)
    {
        IEnumerable<Type?> types = [type.BaseType, .. type.GetInterfaces(), .. type.GetFields(All).Select(field => field.FieldType)];
        foreach (var method in type.GetMembers(All).OfType<MethodBase>())
        {
            types = types.Concat(method.GetParameters().Select(parameter => parameter.ParameterType)).Append((method as MethodInfo)?.ReturnType);
            if (method.GetMethodBody() is { } body)
            {
                types = types.Concat(body.LocalVariables.Select(local => local.LocalType)).Concat(Operands(method, body.GetILAsByteArray()!).SelectMany(TypesOf));
            }
        }

        return types.OfType<Type>().SelectMany(Parts);
    }

    /// <summary>The methods that a type calls, as often as it does.</summary>
    public static IEnumerable<MethodBase> Called(Type type) => type.GetMembers(All).OfType<MethodBase>()
        .SelectMany(method => method.GetMethodBody() is { } body ? Operands(method, body.GetILAsByteArray()!) : [])
        .OfType<MethodBase>();

    static IEnumerable<Type?> TypesOf(MemberInfo member) =>
        [member as Type ?? member.DeclaringType, .. member is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericArguments() : []];

    // A type with what it is made of: elements and arguments.
    static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type)
        : [type];

    static IEnumerable<MemberInfo> Operands(MethodBase method, byte[] code)
    {
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var ofMethod = method is MethodInfo { IsGenericMethod: true } ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var opCode = OpCodes[code[at] == 0xFE ? (short)(0xFE00 | code[at + 1]) : code[at]];
            at += opCode.Size;
            if (opCode.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), ofType, ofMethod)!;
            }

            at += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }
}
