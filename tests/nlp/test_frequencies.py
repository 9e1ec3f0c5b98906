import subprocess
import sys

from nlp.frequencies import DocumentFrequencies, document_frequencies, rarity


def test_documents_are_counted_not_occurrences() -> None:
    found = document_frequencies([["增收", "增收", "创业"], ["创业"], []])
    assert found.documents == 3
    assert (found.of["增收"], found.of["创业"]) == (1, 2)


def test_without_a_library_chinese_at_large_decides() -> None:
    assert rarity("发展") < rarity("基础设施") < rarity("无差别城乡")


def test_four_articles_hardly_move_it_a_thousand_decide() -> None:
    small = DocumentFrequencies(4, {"共同富裕": 4, "发展": 0})
    large = DocumentFrequencies(5000, {"共同富裕": 4900, "发展": 0})
    assert rarity("共同富裕", small) > rarity("发展", small) - 1.5
    assert rarity("共同富裕", large) < rarity("发展", large)


def test_rarity_is_positive_even_for_words_of_every_document() -> None:
    assert rarity("发展", DocumentFrequencies(10_000, {"发展": 10_000})) > 0


def test_the_table_is_read_without_importing_its_package() -> None:
    code = "import sys; from nlp.frequencies import rarity; rarity('创业'); print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert b"jieba" not in answer.stdout.split()
