"""Names in pinyin, for people who type without a Chinese keyboard."""

from tcgraph.errors import MissingExtraError

__all__ = ["initials", "pinyin"]


def pinyin(text: str, *, tones: bool = False) -> list[str]:
    """The syllables of a text in pinyin, one per Chinese character; runs of other characters stay as they are.

    With ``tones`` as diacritics (``chóng``), else plain ASCII with ``v`` for ü. Characters with several readings are read by
    the words they stand in (重庆 is chong qing). Needs the extra ``names``.

    >>> pinyin("重庆水泵")
    ['chong', 'qing', 'shui', 'beng']
    """
    try:
        import pypinyin  # slow to import, and only building an index needs it
    except ImportError as error:
        raise MissingExtraError("pypinyin", "names") from error
    style = pypinyin.Style.TONE if tones else pypinyin.Style.NORMAL
    return pypinyin.lazy_pinyin(text, style=style)


def initials(text: str) -> str:
    """The first letters of the syllables, lower case: what people type for short. Needs the extra ``names``.

    >>> initials("重庆水泵")
    'cqsb'
    """
    return "".join(syllable[:1] for syllable in pinyin(text)).lower()
