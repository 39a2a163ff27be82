"""`make bench` on labelled sets: figures that can be done by hand."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.extraction import ranking, segmentation, sheets, spans
from tests.benchmarks.extraction.measures import Ranked, found
from tests.benchmarks.extraction.treebanks import Joined, texts

TREEBANK = """# newdoc id = d1
# newpar
# sent_id = er-1
# text = Un titre
1\tUn\t_\t_\t_\t_\t_\t_\t_\t_
2\ttitre\t_\t_\t_\t_\t_\t_\t_\t_

# sent_id = er-2
# text = Le maire a signé.
1\tLe\t_\t_\t_\t_\t_\t_\t_\t_
2\tmaire\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No

# sent_id = emea-1
# text = Le préfet a refusé.
1\tLe\t_\t_\t_\t_\t_\t_\t_\t_

# newpar
# sent_id = er-3
# text = Il pleut.
1\tIl\t_\t_\t_\t_\t_\t_\t_\t_

# newdoc id = d2
# sent_id = er-4
# text = Fin.
1\tFin\t_\t_\t_\t_\t_\t_\t_\t_
"""


def test_precision_recall_and_what_both_make() -> None:
    figures = found(gold={1, 2, 3, 4}, ours={2, 3, 9})
    assert (figures.precision, figures.recall) == (pytest.approx(2 / 3), 0.5)
    assert figures.f1 == pytest.approx(4 / 7)


def test_a_list_read_from_the_top() -> None:
    ranked = Ranked.of([(0.1, False), (0.9, True), (0.5, True), (0.5, False), (0.7, False)])
    assert ranked.labels == [True, False, True, False, False]
    # Of six pairs the right one is above in four and level in one.
    assert ranked.auc == pytest.approx(4.5 / 6)
    assert ranked.average_precision == pytest.approx((1 + 2 / 3) / 2)
    assert ranked.recall_in_first(0.2) == 0.5
    assert ranked.precision_at(2) == 0.5


def test_one_label_ranks_nothing() -> None:
    with pytest.raises(ValueError, match="either label"):
        Ranked.of([(0.1, True), (0.9, True)])


def test_a_treebank_is_put_together_in_two_ways(tmp_path: Path) -> None:
    (tmp_path / "t.conllu").write_text(TREEBANK, "utf-8")
    lines, spaces = (
        [d.text for d in texts(tmp_path / "t.conllu", how, "nothing")] for how in Joined
    )
    assert lines[0] == "Un titre\nLe maire a signé.Le préfet a refusé.\n\nIl pleut."
    assert spaces[0] == "Un titre Le maire a signé.Le préfet a refusé.\n\nIl pleut."
    first, second = texts(tmp_path / "t.conllu", Joined.SPACES, "emea")
    assert [first.text[slice(*span)] for span in first.sentences] == [
        "Un titre",
        "Le maire a signé.",
        "Il pleut.",
    ]
    assert second.text == "Fin."


def test_sentences_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.conllu").write_text(TREEBANK, "utf-8")
    segmentation.run([tmp_path / "t.conllu"])
    _titles, lines, spaces = capsys.readouterr().out.splitlines()
    assert lines.split()[-6:-1] == ["5", "100.0%", "100.0%", "100.0%", "100.0%"]
    assert spaces.split()[-6:-2] == ["5", "100.0%", "80.0%", "88.9%"]


def test_rows_are_ranked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.tsv").write_text(
        "Sentence_id\tText\tclass_label\n"
        "1\tLe chômage a baissé de 15 % en 2017.\tYes\n"
        "2\tJe crois que la vie est belle ici.\tNo\n",
        "utf-8",
    )
    ranking.run([tmp_path / "t.tsv"])
    assert capsys.readouterr().out.splitlines()[1].split()[1:5] == ["2", "50.0%", "1.000", "1.000"]


def test_spans_beside_a_text_are_ranked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Je crois que la vie est belle ici.\r\nLe chômage a baissé de 15 % en 2017."
    (tmp_path / "a.txt").write_bytes(text.encode())
    gold = [{"start": 36, "end": len(text), "label": 1}, {"start": 0, "end": 34, "label": 0}]
    (tmp_path / "a.json").write_text(json.dumps(gold), "utf-8")
    ranking.run([tmp_path / "a.json"])
    assert capsys.readouterr().out.splitlines()[1].split()[1:4] == ["2", "50.0%", "1.000"]


def test_what_is_no_labelled_set_is_told(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(SystemExit, match="has the columns a, b: one of text"):
        sheets.read(tmp_path / "t.csv")
    (tmp_path / "a.json").write_text('[{"start": 0, "end": 9}]', "utf-8")
    with pytest.raises(SystemExit, match=r"a\.txt is missing"):
        spans.read(tmp_path / "a.json")
    (tmp_path / "a.txt").write_text("short", "utf-8")
    with pytest.raises(SystemExit, match="0 to 9 is no span"):
        spans.read(tmp_path / "a.json")
