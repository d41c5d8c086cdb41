"""The parts that finding is made of: folding, slips, postings, the table."""

import itertools
import random

import pytest

from tcgraph.errors import DataError, MissingExtraError
from tcgraph.search import Index, read_kinds, tables
from tcgraph.search.distance import near_parts, one_slip_away, slips
from tcgraph.search.grams import Posted, Scanned
from tcgraph.search.readings import add_readings, known_readings
from tcgraph.search.table import KINDS, NAMES, lines_of, read_lines, split_column
from tcgraph.search.text import fold, words
from tcgraph.search.things import Thing, gather


@pytest.mark.parametrize(("text", "folded"), [
    ("沈阳飞机工业（集团） 有限公司", "沈阳飞机工业集团有限公司"), ("ＴＣＬ集团", "tcl集团"), ("Xi'an  Jiaotong–Liverpool", "xian jiaotong liverpool"),
    ("ETH Zürich", "eth zurich"), ("  ", ""), ("_-_", ""), ("第 29 批", "第29批"), ("①", "1"), ("ﬁre", "fire"),
])  # fmt: skip
def test_fold(text, folded):
    assert fold(text) == folded == fold(folded)


def test_words_split_where_letters_change():
    assert words("沈阳xinsong 机器人-3M") == ["沈阳", "xinsong", "机器人", "3m"]


def distance(first: str, second: str) -> int:
    """Optimal string alignment by its definition."""
    table = {(i, j): max(i, j) for i in range(len(first) + 1) for j in range(len(second) + 1) if not (i and j)}
    for i, j in itertools.product(range(1, len(first) + 1), range(1, len(second) + 1)):
        table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (first[i - 1] != second[j - 1]))
        if i > 1 and j > 1 and first[i - 1] == second[j - 2] and first[i - 2] == second[j - 1]:
            table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(first), len(second)]


def test_slips_are_the_least_distance_to_a_part():
    chance = random.Random(1)
    for _ in range(400):
        word, text = ("".join(chance.choices("abc", k=chance.randint(low, high))) for low, high in ((1, 5), (0, 8)))
        starts = sorted(chance.sample(range(len(text) + 1), chance.randint(1, len(text) + 1)))
        least = min(distance(word, text[a:b]) for a in starts for b in range(a, len(text) + 1))
        found = slips(word, text, starts, 2)
        assert (found[0] if found else None) == (least if least <= 2 else None), (word, text, starts)
        if found:
            assert found[1] in starts and distance(word, text[found[1] : found[2]]) == least
            assert any(first <= found[1] and found[2] <= last for first, last in near_parts(word, text, found[0])), (word, text)


def test_one_slip_away_is_what_its_name_says():
    assert one_slip_away("ab") == {
        a for k in range(1, 4) for a in map("".join, itertools.product("abcdefghijklmnopqrstuvwxyz", repeat=k)) if distance("ab", a) == 1}


LINES = ["沈阳新松机器人|新松\t\tXinSong", "沈阳机床\tShenyang Machine Tool\t", "TCL集团\t\tTcl", "新松\t\t", "Tsinghua University\t\tq1", "abc\t\t新"]


@pytest.mark.parametrize("text", ["新松", "沈阳", "新", "shen", "tsinghua", "tcl", "tc", "q", "machine tool", "xinsong", "集团", "zzz", "新松机", "器人", "q1"])
def test_both_ways_to_find_lines_agree(text):
    scanned, posted = Scanned(LINES), Posted(LINES)
    having = [number for number, line in enumerate(LINES) if text in line.lower()]
    assert sorted(scanned.having(text)) == sorted(posted.having(text)) == having
    pieces = {text[at : at + 3] for at in range(len(text) - 2)} or {text}
    assert set(scanned.sharing(pieces, 9)) >= set(posted.sharing(pieces, 9))


def test_equal_values_come_before_beginnings_and_those_before_the_rest():
    assert Scanned(["a新松", "新松b", "新松"]).having("新松") == [2, 1, 0]
    assert Posted(["a新松", "新松b"]).having("新松") == [1, 0]


def test_large_index_finds_what_the_small_one_finds(index, monkeypatch):
    monkeypatch.setattr("tcgraph.search.catalogue.FEW", 10)
    posted = Index(read_lines(), read_kinds())
    for text in ("兴齐", "syxs", "shenyangxinsong", "Tsingua", "新松机起人", "辽宁 机器人", "210000", "沈鼓", "shenyng", "新", "158号", "sohng"):
        assert [hit.score for hit in posted.search(text, limit=3)] == [hit.score for hit in index.search(text, limit=3)], text
        assert posted.scored <= 2_500


def test_work_does_not_grow_with_the_number_of_names():
    chance, scored = random.Random(2), []
    brands = [a + b for a in "新兴富东沈华中天" for b in "松齐创软鼓为芯工"]
    for size in (2_000, 32_000):
        things = [Thing(f"http://example.org/{n}", "tc:Enterprise", [f"{chance.choice(brands)}{n:05}有限公司"]) for n in range(size)]
        made = Index(lines_of(things), {})
        for text in ("新松", "新松机起人", "有限公司", "00017"):
            made.search(text)
            scored.append((size, text, made.scored))
            assert made.scored <= 1_200, scored


def statements(index) -> list[tuple[str, str, str]]:
    label, kind = "<http://www.w3.org/2000/01/rdf-schema#label>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    made = [("<http://example.org/a>", label, '"重庆水泵"@zh'), ("<http://example.org/a>", label, '"Pump"@en'), ("<http://example.org/b>", label, '"乙"')]
    return [*made, *((s, kind, "<https://w3id.org/tcgraph/ontology#Enterprise>") for s in ("<http://example.org/a>", "<http://example.org/b>"))]


def test_order_of_statements_does_not_matter_to_the_bytes(index):
    given = statements(index)
    assert {tuple(tables(order).items()) for order in itertools.islice(itertools.permutations(given), 0, 120, 7)} == {tuple(tables(given).items())}


def test_line_of_a_thing(index):
    assert tables(statements(index))[NAMES].splitlines()[1] == "http://example.org/a\ttc:Enterprise\t\t\t重庆水泵\tPump\t\t\tChongQingShuiBeng\tcqsb|"


def test_packaged_table_is_sorted_whole_and_of_one_width(root):
    text = (root / "data" / "search" / NAMES).read_text(encoding="utf-8")
    head, *lines = text.split("\n")[:-1]
    assert {line.count("\t") for line in lines} == {head.count("\t")}
    iris = [line.split("\t")[0] for line in lines]
    assert len(iris) == len(set(iris)) and len(text.encode()) < 3_000_000
    by_class = itertools.groupby(lines, key=lambda line: line.split("\t")[1])
    assert all(found == sorted(found) for found in ([line.split("\t")[0] for line in group] for _, group in by_class))


def test_values_survive_the_table():
    for text in ("a|b", "\\", "\\p", "a\tb\nc\rd", "|", "\\\\|", "\\n", "x\\"):
        line = lines_of([Thing("http://example.org/a", "tc:Enterprise", [text, "乙"])])[0]
        assert "\n" not in line and line.count("\t") == 9
        assert split_column(line.split("\t")[4]) == [text, "乙"]


def test_readings_of_the_table_are_those_that_pinyin_gives():
    found = gather([])
    assert found.things == []
    known = known_readings(read_lines())
    sample = [Thing("x", "y", [name]) for name in sorted(known)[::200]]
    assert add_readings(sample) == 0
    assert [known[thing.chinese[0]].replace(" ", "") for thing in sample] == [thing.readings[0].replace(" ", "") for thing in sample]


def test_without_pinyin_known_names_keep_theirs_and_others_are_counted(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pypinyin", None)
    things = [Thing("x", "y", ["清华大学", "甲乙丙"]), Thing("z", "y", ["Latin"])]
    assert add_readings(things, {"清华大学": "qing hua da xue"}) == 1
    assert things[0].readings == ["qing hua da xue", ""]
    with pytest.raises(MissingExtraError, match="tcgraph\\[names\\]"):
        add_readings([Thing("x", "y", ["甲"])])


def test_missing_pinyin_is_said_in_the_log(own, monkeypatch, caplog):
    monkeypatch.setitem(__import__("sys").modules, "pypinyin", None)
    data = own('ex:a a tc:Enterprise ; rdfs:label "甲乙丙丁"@zh')
    assert data.search("甲乙")[0].label == "甲乙丙丁"
    assert data.search("jiayi") == []
    (record,) = caplog.records
    assert record.name == "tcgraph.search" and "1 Chinese name" in record.getMessage() and "tcgraph[names]" in record.getMessage()


@pytest.mark.parametrize("spoil", [lambda text: "", lambda text: text.replace("\t", ",", 1), lambda text: text[:-1], lambda text: text.replace("\t", "", 20)])
def test_broken_table_is_refused(root, tmp_path, spoil):
    for name in (NAMES, KINDS):
        (tmp_path / name).write_text(spoil((root / "data" / "search" / name).read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(DataError, match="Run `tcgraph build`"):
        read_lines(tmp_path)
    with pytest.raises(DataError, match="Run `tcgraph build`"):
        read_kinds(tmp_path)


def test_missing_table_is_refused(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        read_lines(tmp_path)
