"""The words of reports, in English and Chinese: nothing of SHACL needs to be known to read them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["EXPECTED", "WORDS", "sentence"]

WORDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({
    "en": {
        "title": "Data check",
        "conforms": "Conforms: no finding.",
        "nothing_new": "Nothing new.",
        "must": "must not be published", "look": "look at them", "look1": "look at it", "counted": "for your information",
        "VIOLATION": "Violation", "WARNING": "Warning", "INFO": "Note",
        "VIOLATIONs": "violations", "WARNINGs": "warnings", "INFOs": "notes", "VIOLATION1": "violation", "WARNING1": "warning", "INFO1": "note",
        "more": "… and {} more", "exactly": "{} Here: {}",
        "value": "value", "where": "where", "rule": "rule", "about": "property", "node": "thing", "count": "count", "expected": "expected",
        "compared": "against", "files": "{} files were checked.",
        "known": "{} known before, not listed.", "gone": "{} of those known before are gone.",
        "bounded": "Only the first {shown} are listed here; {more} more were found.",
        "search": "Search names, values, files …", "rules": "{} rules are broken.", "rules1": "One rule is broken.", "none": "Nothing here fits the search.",
        "examples": "Show {}", "examples1": "Show the place", "first": "Show the first {} of {}",
        "message": "message", "severity": "severity", "file": "file", "line": "line",
        "misspelt": "{} is no term of the ontology, so no rule looks at it.{}", "close": " Did you mean {}?",
        "explanation": "Violations must be mended before the data are published. Warnings want a person's look. Notes are only counted.",
    },
    "zh": {
        "title": "数据检查报告",
        "conforms": "符合全部规则，没有发现问题。",
        "nothing_new": "没有新问题。",
        "must": "不得发布", "look": "请核对", "look1": "请核对", "counted": "供参考",
        "VIOLATION": "错误", "WARNING": "警告", "INFO": "提示",
        "VIOLATIONs": "错误", "WARNINGs": "警告", "INFOs": "提示", "VIOLATION1": "错误", "WARNING1": "警告", "INFO1": "提示",
        "more": "……另有 {} 项", "exactly": "{}此处：{}",
        "value": "值", "where": "位置", "rule": "规则", "about": "属性", "node": "对象", "count": "项数", "expected": "应为",
        "compared": "对比", "files": "共检查 {} 个文件。",
        "known": "以前已知 {} 项，未列出。", "gone": "以前已知的问题中有 {} 项已消失。",
        "bounded": "这里只列出前 {shown} 项，另有 {more} 项。",
        "search": "按名称、值、文件查找……", "rules": "共违反 {} 条规则。", "rules1": "共违反 1 条规则。", "none": "没有符合查找条件的内容。",
        "examples": "展开 {} 项", "examples1": "展开 1 项", "first": "展开前 {} 项，共 {} 项",
        "message": "说明", "severity": "程度", "file": "文件", "line": "行",
        "misspelt": "{} 不是本体中的词，因此没有规则检查它。{}", "close": "是否应为 {}？",
        "explanation": "“错误”须改正后才能发布；“警告”请人工核对；“提示”仅供参考。",
    },
})  # fmt: skip

_SENTENCES: Final = {
    "MinCount": ("{p}: something is missing. At least {e} wanted.", "缺少“{p}”：至少须有 {e} 个值。"),
    "MaxCount": ("{p}: too many values. At most {e} allowed.", "“{p}”的值过多：至多 {e} 个。"),
    "Class": ("{p}: the value is not of the right kind. Wanted: {e}.", "“{p}”的值不属于规定的类，应为：{e}。"),
    "Datatype": ("{p}: the value is not of the right type, or is misspelt. Wanted: {e}.", "“{p}”的值类型不对或写法有误，应为：{e}。"),
    "NodeKind": ("{p}: the value is not of the right sort. Wanted: {e}.", "“{p}”的值种类不对，应为：{e}。"),
    "MinExclusive": ("{p}: the value must be greater than {e}.", "“{p}”的值须大于 {e}。"),
    "MinInclusive": ("{p}: the value must be {e} or greater.", "“{p}”的值须大于或等于 {e}。"),
    "MaxExclusive": ("{p}: the value must be less than {e}.", "“{p}”的值须小于 {e}。"),
    "MaxInclusive": ("{p}: the value must be {e} or less.", "“{p}”的值须小于或等于 {e}。"),
    "MinLength": ("{p}: the text is too short. At least {e} characters wanted.", "“{p}”的文字过短：至少 {e} 个字符。"),
    "MaxLength": ("{p}: the text is too long. At most {e} characters allowed.", "“{p}”的文字过长：至多 {e} 个字符。"),
    "Pattern": ("{p}: the text does not have the wanted form ({e}).", "“{p}”的写法不符合规定的格式（{e}）。"),
    "LanguageIn": ("{p}: the text is in another language than wanted ({e}).", "“{p}”的语言不在规定之列（{e}）。"),
    "UniqueLang": ("{p}: there are two texts in one language.", "“{p}”在同一种语言中有两个文字。"),
    "Equals": ("{p}: the values must be the same as those of {e}.", "“{p}”的值须与“{e}”相同。"),
    "Disjoint": ("{p}: the value must not also be one of {e}.", "“{p}”的值不得同时是“{e}”的值。"),
    "LessThan": ("{p}: the value must be less than that of {e}.", "“{p}”的值须小于“{e}”的值。"),
    "LessThanOrEquals": ("{p}: the value must not be greater than that of {e}.", "“{p}”的值不得大于“{e}”的值。"),
    "HasValue": ("{p}: the value {e} is missing.", "“{p}”缺少规定的值：{e}。"),
    "In": ("{p}: the value is not one of those allowed: {e}.", "“{p}”的值不在允许之列：{e}。"),
    "Closed": ("There is a property that is not foreseen here: {p}.", "有此处不允许的属性：“{p}”。"),
    "Node": ("{p}: the value breaks other rules that it must keep.", "“{p}”的值未满足它须符合的其他规则。"),
    "Not": ("{p}: the value is what it must not be.", "“{p}”的值是不允许的情形。"),
    "And": ("{p}: the value does not meet all of the conditions.", "“{p}”的值未满足全部条件。"),
    "Or": ("{p}: the value meets none of the conditions.", "“{p}”的值未满足任何一项条件。"),
    "Xone": ("{p}: the value must meet exactly one of the conditions.", "“{p}”的值须恰好满足其中一项条件。"),
    "QualifiedMinCount": ("{p}: too few values meet the conditions. At least {e} wanted.", "“{p}”中满足条件的值过少：至少 {e} 个。"),
    "QualifiedMaxCount": ("{p}: too many values meet the conditions. At most {e} allowed.", "“{p}”中满足条件的值过多：至多 {e} 个。"),
    "SPARQL": ("{p}: a rule of its own is broken.", "“{p}”违反了专门的规则。"),
}
EXPECTED: Final[Mapping[str, tuple[str, str]]] = MappingProxyType({
    "sh:IRI": ("an identifier (IRI)", "标识符（IRI）"), "sh:Literal": ("a text, number or date", "文字、数值或日期"),
    "sh:BlankNode": ("an unnamed node", "未命名节点"), "xsd:string": ("text", "文字"), "rdf:langString": ("text with a language", "注明语言的文字"),
    "xsd:integer": ("a whole number", "整数"), "xsd:nonNegativeInteger": ("a whole number, 0 or more", "非负整数"),
    "xsd:positiveInteger": ("a whole number, 1 or more", "正整数"), "xsd:decimal": ("a number", "数值"), "xsd:double": ("a number", "数值"),
    "xsd:date": ("a date as 2023-03-15", "日期，如 2023-03-15"), "xsd:gYear": ("a year as 2023", "年份，如 2023"),
    "xsd:gYearMonth": ("a month as 2023-03", "年月，如 2023-03"), "xsd:boolean": ("true or false", "是（true）或否（false）"),
    "xsd:dateTime": ("date and time as 2023-03-15T08:00:00", "日期时间，如 2023-03-15T08:00:00"), "xsd:anyURI": ("an address as text", "网址文字"),
})  # fmt: skip
_OTHER = ("{p}: the rule {k} is broken.", "“{p}”违反了规则 {k}。")
_ITSELF = {"zh": "对象本身", "en": "The thing itself"}
_NOT_SAID = {"zh": "（未说明）", "en": "(not said)"}


def sentence(kind: str, path: str, expected: str, language: str) -> str:
    """What a component's results say, where the shape has no message of its own. ``kind``: the component in short, ``MinCount``."""
    chosen = _SENTENCES.get(kind, _OTHER)[language == "zh"]
    return chosen.format(p=path or _ITSELF[language], e=expected or _NOT_SAID[language], k=kind)
