"""The words that families read: facts/support_domain.md §5.4, the two voices, and no stray number."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel

from core import Case, compose_plan
from core.catalog import DATA, Catalog, load_catalog
from tests.core.conftest import FLAGS, check

ROOT = DATA.parent
NOT_SHOWN_AS_TEXT = {"source", "url", "reading", "key", "id", "flag", "contact"}


def walk(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Every text below ``value`` with its path ("plan.steps.F1.why.person")."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in NOT_SHOWN_AS_TEXT:
                yield from walk(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from walk(item, f"{path}.{key}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            name = getattr(item, "id", getattr(item, "key", number))
            yield from walk(item, f"{path}.{name}")


def shown_texts(catalog: Catalog) -> list[tuple[str, str]]:
    parts = ("services", "check", "stages", "plan", "hotlines", "glossary", "not_covered")
    # The rows of centres are names and addresses; test_contacts looks at their notes.
    parts += ("windows", "sheets", "guide", "provider", "about", "room")
    texts = [
        pair
        for part in (*parts, "examples", "explanations")
        for pair in walk(getattr(catalog, part), part)
    ]
    for figure in catalog.figures:
        texts.append((f"figures.{figure.key}.label", figure.label))
        texts.append((f"figures.{figure.key}.note", figure.note))
    return texts


TEXTS = shown_texts(load_catalog())
PERSON = [(path, text) for path, text in TEXTS if path.endswith(".person")]
FAMILY = [(path, text) for path, text in TEXTS if path.endswith(".family")]


def test_there_are_texts_to_look_at() -> None:
    assert len(TEXTS) > 1500
    assert len(PERSON) == len(FAMILY) > 300


# --- words to avoid ---

FORBIDDEN = (
    # a state, not a kind of person
    "引きこもり|引き籠|ひきこもりの人|ひきこもり者|ニート",
    # 本人
    "子ども|子供|お子|息子|娘さん",
    # not something to be cured, left or corrected
    "社会復帰|更生|脱出|治す|治る|治ら|正常|リハビリ|回復",
    # no rank
    "後退|失敗|レベル|ランク|点数|達成|(?:ステージ|足場)が(?:低|悪|下)|落ちこぼれ",
    "問題|甘え|怠け|放置|世間",
    # nobody is moved
    "引き出|動かす|動かし|説得|支援を受けさせ|通わせ|働かせ",
    # no promise, no haste
    "必ず|絶対|早く|すぐに治|きっと",
    "ひきこもり[^。]{0,8}万人",
)

# Phrases that may stand: names that others gave, the design's own sentence, and one thing named
# in order to leave it.
ALLOWED = (
    "子ども・若者",  # 子ども・若者総合相談センター and its short form: the law's name
    "24時間子供SOS",  # the name of a line, also without its 「ダイヤル」
    "18歳未満の子ども",  # 児童相談所: here children are meant
    "子どものいじめや困りごと",  # what the line for pupils is for
    "引き出し業者",  # the usual name of such operators, only to warn of them
    "失敗ではありません",  # facts §3.6: 「前より下がって見えても失敗ではありません」
    "外に出るように説得すること",  # facts §4.3: an item of まだしないこと
)


def without_allowed(text: str) -> str:
    for phrase in ALLOWED:
        text = text.replace(phrase, "")
    return text


def without_quotes(path: str, text: str) -> str:
    return re.sub("「[^」]*」", "", text) if path.startswith("provider.flags") else text


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_no_shown_text_has_a_word_to_avoid(pattern: str) -> None:
    found = [
        (path, match[0])
        for path, text in TEXTS
        # What providers say stands inside 「」 among the signs to be careful of.
        if (match := re.search(pattern, without_quotes(path, without_allowed(text))))
    ]
    assert found == []


def test_every_allowed_phrase_is_still_needed() -> None:
    together = "\n".join(text for _, text in TEXTS)
    assert [phrase for phrase in ALLOWED if phrase not in together] == []


def test_the_name_of_the_operators_stands_only_in_warnings() -> None:
    places = {path for path, text in TEXTS if "引き出し業者" in text}
    private = [one.id for one in load_catalog().services if one.ledger == "private"]
    warnings = {f"services.{one}.not_this" for one in private}  # also of one that is added
    assert "services.private_residential.not_this" in places & warnings
    assert places - warnings == {"glossary.pull_out_operator.japanese"}


@pytest.mark.parametrize("words", ["ベストミックス", "プロジェクトマネージャー", "最短ルート"])
def test_the_slogans_of_the_articles_are_not_taken_over(words: str) -> None:
    assert [path for path, text in TEXTS if words in text] == []


# --- two voices ---


def test_the_voice_of_the_person_never_speaks_about_the_person() -> None:
    spoken_to = re.compile("ご本人|ご家族|お子|親御|お住まい|あなた|息子|娘")
    assert [(path, text) for path, text in PERSON if spoken_to.search(text)] == []


def test_the_person_calls_itself_by_the_word_honnin_only_at_the_counter() -> None:
    # 「本人です。」 opens a call; the one sentence is the law's own and stands on every sheet.
    quoted = ("本人です。", "本人の了解のない連れ出しは支援ではありません")
    for path, text in PERSON:
        for phrase in quoted:
            text = text.replace(phrase, "")
        assert "本人" not in text, path


# What is not done yet and what comes after a refusal.
PERSON_ADVICE = [
    (path, text) for path, text in PERSON if ".not_yet." in path or ".if_refused." in path
]


def test_every_thing_not_to_do_and_every_refusal_is_walked_in_the_voice_of_the_person(
    catalog: Catalog,
) -> None:
    plan = catalog.plan
    items = sum(len(one.not_yet) for one in (*catalog.stages, *plan.profiles))
    worded = [one for profile in plan.profiles for one in profile.wording]
    worded += [one for part in (*plan.marks, *plan.dangers) for one in part.wording]
    refusals = sum(one.if_refused is not None for one in (*worded, *plan.rules.by_age))
    # Text and reason of an item; the refusal of a step and of its other words.
    assert len(PERSON_ADVICE) == 2 * items + len(plan.steps) + refusals


def test_the_person_is_not_told_what_only_the_family_does() -> None:
    # A step of the family is a sheet to hand over; nobody is sent to the association of families.
    family_acts = re.compile(
        "家族会|月例会|家族の面談|家族教室|説得|求人を渡|言い聞かせ|連れて行く|仕送り|だれか一人"
    )
    assert [(path, text) for path, text in PERSON_ADVICE if family_acts.search(text)] == []


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("letters", ["nnnn nnnn nnn yy", "yyyy ysys nsn yy", "yyyy yyyy yyy yy"])
def test_a_plan_of_the_person_has_something_to_leave_and_only_in_its_own_voice(
    catalog: Catalog, flag: str, letters: str
) -> None:
    plan = compose_plan(
        Case.model_validate({"check": check(letters, answerer="person"), "situation": [flag]}),
        catalog,
        today=date(2026, 11, 22),
    )
    assert plan.not_yet
    assert len({item.text for item in plan.not_yet}) == len(plan.not_yet)
    known = {text for _, text in PERSON}
    for item in plan.not_yet:
        assert item.text
        assert item.reason
        assert {item.text, item.reason} <= known
    for step in (*plan.now, *plan.next, *plan.later):
        assert step.if_refused in known


def test_the_family_is_not_spoken_to_as_the_parents_of_a_child() -> None:
    assert [(path, text) for path, text in FAMILY if re.search("お子|息子|娘|あなた", text)] == []


@pytest.mark.parametrize("path_part", ["check.safety.R2.", "check.safety.R2b.", "check.safety.R6."])
def test_the_person_answers_about_itself_as_watashi(path_part: str) -> None:
    texts = [text for path, text in PERSON if path.startswith(path_part) and ".text." in path]
    assert texts
    assert all("わたし" in text for text in texts)


def test_the_first_sentence_at_the_counter_says_who_is_calling() -> None:
    for path, text in TEXTS:
        if path.endswith(".say.family"):
            assert text.startswith("家族です。"), path
        if path.endswith(".say.person"):
            assert text.startswith("本人です。"), path


def test_steps_of_the_family_become_sheets_to_hand_over(catalog: Catalog) -> None:
    for step_id in ("F2", "F3", "F4", "F5"):
        step = catalog.step(step_id)
        assert step.title.person.startswith("家族に渡せる紙："), step_id
        assert "わたしが決めます" in step.who.person, step_id


# --- plain sentences ---

# The question and what does not count belong together (facts §3.4, Q10), and R4 has four signs.
LONGER = {
    "check.safety.R4.text.person",
    "check.questions.Q10.text.family",
    "check.questions.Q10.text.person",
}


def test_a_sentence_has_at_most_sixty_characters() -> None:
    long = {
        path
        for path, text in TEXTS
        if not path.endswith(".note")
        for sentence in re.split("(?<=。)", text)
        if len(sentence) > (70 if path in LONGER else 60)
    }
    assert long == set()


def test_no_text_has_a_space_too_many_or_a_line_break() -> None:
    assert [path for path, text in TEXTS if text != text.strip() or "\n" in text] == []


# --- numbers ---

PHONE = re.compile(
    r"(?<![\d-])0\d{1,4}-\d{1,4}(?:-\d{2,5}|\d{2})(?!\d)|(?<!\d)0\d{9,10}(?!\d)|#\d{4}"
)
URL = re.compile(r"https?://\S+?(?=[\s,\"）)]|$)", re.MULTILINE)
SHORT_NUMBERS = {"110", "119", "188", "189", "#9110", "#7119"}
FUKUSHIMA = "0120-279-226"


def phones(text: str) -> set[str]:
    return set(PHONE.findall(URL.sub("", text)))


def test_the_pattern_knows_a_number_when_it_sees_one() -> None:
    for number in ("0120-061-338", "0120-0-78310", "0570-078374", "050-3655-0279", "#8008"):
        assert phones(f"電話は{number}です") == {number}
    assert phones("2026-11-22 から 0120 まで、0.093、10,000円、令和8-06") == set()


@pytest.mark.parametrize(
    "file",
    sorted(
        p
        for p in DATA.iterdir()
        if p.suffix in (".toml", ".json", ".csv") and p.stem not in ("hotlines", "centres")
    ),
    ids=lambda p: p.name,
)
def test_no_data_file_but_hotlines_and_centres_holds_a_telephone_number(file: Path) -> None:
    assert phones(file.read_text(encoding="utf-8")) - SHORT_NUMBERS == set()


def test_the_texts_beside_a_hotline_name_no_other_line_than_fukushima(catalog: Catalog) -> None:
    beside: set[str] = set()
    for line in catalog.hotlines:
        for text in (line.name, line.hours, line.cost, line.for_what, line.source):
            beside |= phones(text)
    assert beside - SHORT_NUMBERS == {FUKUSHIMA}


def test_a_short_number_in_a_text_is_one_of_the_known_six() -> None:
    # A three-digit number beginning with 1 that no unit follows is a telephone number here.
    short = re.compile(r"(?<![\d,.〜])1[0-9][0-9](?![\d,.]|点|円|歳|単位|日|分|名|人)")
    found = {
        match for path, text in TEXTS if not path.endswith(".note") for match in short.findall(text)
    }
    assert found <= SHORT_NUMBERS


# --- the code ---


def code_files() -> list[Path]:
    """Python files that run for a user: not the tests, not an environment."""
    found = [p for folder in ("core", "pages") for p in (ROOT / folder).rglob("*.py")]
    return sorted([*found, *ROOT.glob("*.py")])


def strings_of(path: Path) -> str:
    """What a Python file can show: all its text but comments."""
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
    return "\n".join(token.string for token in tokens if token.type != tokenize.COMMENT)


def test_no_telephone_number_is_written_in_code() -> None:
    found = {file: phones(strings_of(file)) - SHORT_NUMBERS for file in code_files()}
    assert {file: numbers for file, numbers in found.items() if numbers} == {}


def project_files() -> list[Path]:
    endings = {".py", ".toml", ".csv", ".json", ".js", ".css", ".typ"}
    return sorted(
        path
        for folder in ("core", "pages", "data")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in endings and "__pycache__" not in path.parts
    )


def test_no_file_of_the_app_names_a_package_index() -> None:
    index = re.compile(
        r"pypi\.|pythonhosted|index-url|extra-index|find-links|/simple/", re.IGNORECASE
    )
    found = [
        path.relative_to(ROOT).as_posix()
        for path in project_files()
        if index.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
