"""Keys of organisation names: two printings with equal keys are candidates for one organisation.

Each key forgets something of the printed name, in steps from spelling to wording; what is forgotten is said at each. The word
lists come from ``data/rules/organisation-words.csv`` and ``data/rules/legal-forms.csv``.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tcgraph.names import language_of, normal_form

__all__ = ["Words", "company_and_part", "department_host", "english_key", "firm_key", "folded_key", "generic", "legal_stem", "named_key",
           "normal", "tidy", "words_of"]

normal = lru_cache(maxsize=1 << 16)(normal_form)  # each name is asked for by several keys
_WORD = re.compile(r"[^\W_]+")
_GENERIC = re.compile(r"^(?:institute|academy|cent(?:er|re)|laboratory|school|college) (?:of|for) [^,]*$", re.I)
_APOSTROPHES = re.compile(r"['‘’ʼ`´]")
_COUNTRY = re.compile(r"\(China\)\s*$", re.I)
_STRAY = " ,;:.*#、，；：。·†‡"
_BRANCH = re.compile(r"(.{4,}?公司)(.{2,})")
_SHORTEST_STEM = 4  # characters: a shorter stem is a word, not a name
_SHORTEST_NAME = 3  # letters of an English name without its legal form: two are initials that many firms share


@dataclass(frozen=True)
class Words:
    """The word lists: English abbreviations with their meaning, words to leave out, legal forms, words that name a part or a body, and
    general words, which are no name alone."""

    abbreviations: dict[str, tuple[str, ...]]
    small: frozenset[str]
    legal: frozenset[str]
    legal_zh: tuple[str, ...]
    departments: frozenset[str]
    own_bodies: frozenset[str]
    general: frozenset[str]

    def __hash__(self) -> int:
        return id(self)


def words_of(rows: Iterable[tuple[str, str, str]]) -> Words:
    """The word lists from rows of kind, word, meaning. Raises ``ValueError`` that names a kind which is not known."""
    lists: dict[str, dict[str, str]] = {
        kind: {} for kind in ("abbreviation", "small word", "legal form", "zh legal form", "department", "own body", "general word")}
    for kind, word, meaning in rows:
        if kind not in lists:
            raise ValueError(f"unknown kind of word {kind!r} of {word!r}; known: {', '.join(lists)}")
        lists[kind][word] = meaning
    return Words(
        {word: tuple(meaning.split()) for word, meaning in lists["abbreviation"].items()},
        frozenset(lists["small word"]), frozenset(lists["legal form"]),
        tuple(sorted(lists["zh legal form"], key=lambda form: (-len(form), form))),
        frozenset(lists["department"]), frozenset(lists["own body"]), frozenset(lists["general word"]))


def tidy(name: str) -> str:
    """The normal form without stray marks at the ends and without a bracket that has no partner there.

    >>> tidy("北京科技大学）")
    '北京科技大学'
    """
    text = normal(name).strip(_STRAY)
    if text.count("(") < text.count(")") and text.endswith(")"):
        text = text[:-1]
    if text.count("(") > text.count(")") and text.startswith("("):
        text = text[1:]
    return text.strip(_STRAY)


def generic(name: str) -> bool:
    """Whether an English name says only what kind of body it is, not whose or where: 'Institute of Physics'.

    State key laboratories are not generic: the ministry gives each a name of its own.
    """
    return _GENERIC.match(normal(name)) is not None


@lru_cache(maxsize=1 << 15)
def _words(name: str, lists: Words) -> tuple[str, ...]:
    """The words of an English name in lower case without accents, abbreviations written out, '&' as 'and'."""
    text = unicodedata.normalize("NFKD", normal(name)).replace("&", " and ").casefold()
    text = _APOSTROPHES.sub("", "".join(c for c in text if not unicodedata.combining(c)))
    found = [part for word in _WORD.findall(text) for part in lists.abbreviations.get(word, (word,))]
    return tuple(found[1:] if found[:1] == ["the"] else found)


def english_key(name: str, lists: Words) -> str:
    """Forgets case, accents, marks, brackets, spaces, a leading 'The'; writes abbreviations out.

    Spaces are forgotten because syllables in pinyin are parted or not ('Jiao Tong', 'Jiaotong').
    """
    return "".join(_words(name, lists))


def folded_key(name: str, lists: Words) -> str:
    """Forgets, beyond ``english_key``, small words and the plural ('Institutes of Sciences', 'Institute for Science')."""
    return "".join(_singular(word) for word in _words(name, lists) if word not in lists.small)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def firm_key(name: str, lists: Words) -> str:
    """Forgets, beyond ``english_key``, words of legal form at the end and a closing '(China)'. Empty if nothing else is there."""
    return "".join(_without_form(_words(_COUNTRY.sub("", name), lists), lists))


def _without_form(words: tuple[str, ...], lists: Words) -> tuple[str, ...]:
    end = len(words)
    while end and words[end - 1] in lists.legal:
        end -= 1
    return words[:end]


def named_key(name: str, lists: Words) -> str:
    """The key under which printings of a name that stands for no known organisation are folded; empty if it has no letter or digit.

    Forgets case, marks, spaces and the legal form at the end; of an English name what ``english_key`` forgets. The legal form stays
    where too little would be left to be a name: two letters, general words alone ('Technology Inc.'), three characters of Chinese.
    """
    if language_of(name) == "zh":
        stem = legal_stem(name, lists) or tidy(name)
        return "".join(_WORD.findall(stem.casefold()))
    words = _words(name, lists)
    bare = _without_form(words, lists)
    return "".join(words if len("".join(bare)) < _SHORTEST_NAME or lists.general.issuperset(bare) else bare)


def legal_stem(name: str, lists: Words) -> str:
    """A Chinese name without its legal form and without brackets around 集团; empty if too little is left to be a name.

    >>> legal_stem("鞍山钢铁（集团）有限公司", words_of([("zh legal form", "有限公司", "")]))
    '鞍山钢铁集团'
    """
    text = tidy(name).replace("(集团)", "集团")
    for form in lists.legal_zh:
        if text.endswith(form):
            text = text.removesuffix(form)
            break
    return text if len(text) >= _SHORTEST_STEM else ""


def company_and_part(name: str) -> tuple[str, str]:
    """The company and the part of it, of a name that begins with a company's whole name; else two empty texts.

    A part has the company's whole name in front by law; a name that ends in 公司 but not 分公司 is another company.

    >>> company_and_part("中国石油天然气股份有限公司兰州石化分公司")
    ('中国石油天然气股份有限公司', '兰州石化分公司')
    """
    match = _BRANCH.fullmatch(tidy(name))
    if match is None or (match[2].endswith(("公司", "厂")) and not match[2].endswith(("分公司", "分厂"))):
        return "", ""
    return match[1], match[2]


def department_host(name: str, lists: Words) -> str:
    """The whole of which an English name says that it prints a department; empty if it says no such thing.

    'School of Software, Tsinghua University' gives the university. What is no department between the commas is the whole,
    commas included, and nothing in the name may tell of a legal person of its own (hospital, joint institute, graduate school).
    """
    parts = [part.strip() for part in normal(name).split(",") if part.strip()]
    departments = [part for part in parts if lists.departments & set(_words(part, lists))]
    hosts = [part for part in parts if part not in departments]
    if not departments or lists.own_bodies & set(_words(name, lists)):
        return ""
    return ", ".join(hosts)
