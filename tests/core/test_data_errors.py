"""A broken file in data/ stops the start, and the message says where, what, and what instead.

Each test takes a copy of data/, breaks one thing, and reads it.
"""

from __future__ import annotations

import json
import pickle
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from core.catalog import DATA, load_catalog, read_catalog
from core.errors import DataError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of data/ without its fonts."""
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("fonts", "__pycache__"))
    return copy


@pytest.fixture(scope="module", autouse=True)
def _each_text_is_parsed_once() -> Iterator[None]:
    """Of twenty files nineteen are whole, and parsing them is most of the time of a test."""
    parse = tomllib.loads
    once = cache(lambda text: pickle.dumps(parse(text)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tomllib, "loads", lambda text: pickle.loads(once(text)))
        yield


def change(path: Path, old: str, new: str) -> None:
    """Change the first place where ``old`` stands."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"the test looks for {old!r}, which {path.name} no longer has"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def field_of(path: Path, row_start: str, column: str, value: str) -> None:
    """Put ``value`` into one field of the first CSV row that starts with ``row_start``."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if line.startswith(row_start))
    columns = lines[0].strip().split(",")
    fields = lines[place].rstrip("\r\n").split(",")
    assert len(fields) == len(columns), "the row has a quoted comma; choose another"
    fields[columns.index(column)] = value
    lines[place] = ",".join(fields) + "\n"
    path.write_text("".join(lines), encoding="utf-8")


def refusal(folder: Path) -> DataError:
    with pytest.raises(DataError) as caught:
        read_catalog(folder)
    return caught.value


# The library's own words. Names of fields, files, kinds of files and values stay as they are.
ENGLISH = re.compile(r"\b(?:or|and|yes|no|should|must|be|valid|[Ii]nput|[Ee]xpected)\b")


def assert_message(
    fault: DataError, file: str, row: str, field: str, found: str, expected: str
) -> None:
    """All five are in the message, in the Japanese form that a maintainer reads."""
    text = str(fault)
    without_values = re.sub("'[^']*'|yes・partly・no", "", fault.expected)
    assert not ENGLISH.search(without_values), fault.expected
    assert text.startswith(f"データの誤り: {file} の {row}、項目「{field}」。見つかった値: ")
    assert found in text
    assert re.search(f"期待する値: .*{re.escape(expected)}", text), text
    assert text.endswith("。")


def test_the_untouched_copy_is_read(folder: Path) -> None:
    assert read_catalog(folder).services == load_catalog().services


# --- values ---

# file, old text, new text -> row, field, found, expected
TOML_FAULTS = {
    "a_service_without_a_role": (
        "services.toml",
        'role = "ひきこもりの相談の、最初の入口"\n',
        "",
        ("support_centre", "role", "None", "値が要ります"),
    ),
    "a_service_with_an_empty_role": (
        "services.toml",
        'role = "ひきこもりの相談の、最初の入口"',
        'role = ""',
        ("support_centre", "role", "''", "空でない文字"),
    ),
    "a_service_with_an_unknown_key": (
        "services.toml",
        'unit = "回"\n',
        'unit = "回"\nphone = "なし"\n',
        ("support_centre", "phone", "'なし'", "この項目はありません"),
    ),
    "a_service_in_an_unknown_ledger": (
        "services.toml",
        'ledger = "other"',
        'ledger = "others"',
        (
            "support_centre",
            "ledger",
            "'others'",
            "'welfare', 'medical', 'private' か 'other' のどれか",
        ),
    ),
    "a_service_with_words_for_a_count": (
        "services.toml",
        "times_typical = 1",
        'times_typical = "たくさん"',
        ("support_centre", "times_typical", "'たくさん'", "整数"),
    ),
    "a_service_of_a_fourth_stage": (
        "services.toml",
        "stages = [1, 2, 3]",
        "stages = [1, 2, 4]",
        ("support_centre", "stages.2", "4", "1, 2 か 3 のどれか"),
    ),
    "a_service_checked_on_no_date": (
        "services.toml",
        "checked_on = 2026-11-26",
        'checked_on = "きのう"',
        ("support_centre", "checked_on", "'きのう'", "2026-11-22 の形の日付"),
    ),
    "a_service_with_an_id_in_capitals": (
        "services.toml",
        'id = "health_centre"',
        'id = "Health-Centre"',
        ("Health-Centre", "id", "'Health-Centre'", "に合う文字"),
    ),
    "two_services_with_one_id": (
        "services.toml",
        'id = "health_centre"',
        'id = "support_centre"',
        ("support_centre", "id", "'support_centre'", "同じ id は一度だけ"),
    ),
    "a_step_that_uses_an_unknown_service": (
        "plan.toml",
        '{ id = "support_centre", times = 1 }',
        '{ id = "support_center", times = 1 }',
        ("F1", "services", "'support_center'", "services.toml にある id"),
    ),
    "a_step_without_the_voice_of_the_person": (
        "plan.toml",
        'title = { family = "安全を先にする", person = "わたしの安全を先にする" }',
        'title = { family = "安全を先にする" }',
        ("S0", "title.person", "None", "値が要ります"),
    ),
    "two_steps_with_one_id": (
        "plan.toml",
        'id = "F2"',
        'id = "F1"',
        ("F1", "id", "'F1'", "同じ id は一度だけ"),
    ),
    "a_step_id_outside_the_library": (
        "plan.toml",
        'id = "F2"',
        'id = "F6"',
        ("F6", "id", "'F6'", "に合う文字"),
    ),
    "a_situation_with_an_unknown_step": (
        "plan.toml",
        'next = ["O2", "F3"]',
        'next = ["O2", "F9"]',
        ("K1", "steps", "'F9'", "[[steps]] にある id"),
    ),
    "a_thing_to_keep_that_stage_1_does_not_have": (
        "plan.toml",
        'keep_in_stage_1 = ["net", ',
        'keep_in_stage_1 = ["remittance", ',
        ("rules", "keep_in_stage_1", "'remittance'", "足場1の not_yet の topic"),
    ),
    "a_situation_that_words_an_unknown_step": (
        "plan.toml",
        '{ step = "I1", title = { family = "体調のよい日の午後、',
        '{ step = "I9", title = { family = "体調のよい日の午後、',
        ("K2", "steps", "'I9'", "[[steps]] にある id"),
    ),
    "an_unknown_service_for_the_older": (
        "services.toml",
        'older_use = ["community_care_centre", ',
        'older_use = ["community_care_center", ',
        ("life_skills_training", "older_use", "'community_care_center'", "services.toml にある id"),
    ),
    "a_private_service_as_public_support": (
        "provider.toml",
        '{ id = "outreach_visit", times = 2 }',
        '{ id = "private_visit", times = 2 }',
        ("public", "services", "'private_visit'", "民間でない支援の id"),
    ),
    "an_order_with_an_unknown_step": (
        "plan.toml",
        'order = ["S1", "S0", ',
        'order = ["S9", "S1", "S0", ',
        ("rules", "steps", "'S9'", "[[steps]] にある id"),
    ),
    "an_order_that_forgets_a_step": (
        "plan.toml",
        'order = ["S1", "S0", ',
        'order = ["S1", ',
        ("rules", "order", "'S0'", "すべての step の id"),
    ),
    # 「いま使っているもの」 and the dangers: each names steps, services, marks and lines that exist.
    "a_step_met_by_what_nobody_has": (
        "plan.toml",
        'met_by = ["support_centre"]',
        'met_by = ["support_center"]',
        ("F1", "met_by", "'support_center'", "marks の key か支援の id"),
    ),
    "a_step_met_by_a_situation": (  # a situation is nothing that is in use
        "plan.toml",
        'met_by = ["support_centre"]',
        'met_by = ["stays_in_room"]',
        ("F1", "met_by", "'stays_in_room'", "marks の key か支援の id"),
    ),
    "a_step_that_needs_what_nobody_has": (
        "plan.toml",
        'needs = ["developmental_diagnosis", ',
        'needs = ["developmental_diagnoses", ',
        ("M3", "needs", "'developmental_diagnoses'", "marks の key、支援の id、状況の flag"),
    ),
    "a_step_that_waits_for_nothing_known": (
        "plan.toml",
        'waits_for = "consent"',
        'waits_for = "time"',
        ("O1", "waits_for", "'time'", "'sign', 'consent' か 'turn' のどれか"),
    ),
    "a_mark_that_means_an_unknown_service": (
        "plan.toml",
        'means = ["psychiatric_outpatient", ',
        'means = ["psychiatrist", ',
        ("doctor", "means", "'psychiatrist'", "services.toml にある id"),
    ),
    "a_mark_that_leads_to_an_unknown_step": (
        "plan.toml",
        'next = ["W3"]\nwording',
        'next = ["W9"]\nwording',
        ("doctor", "next", "'W9'", "[[steps]] にある id"),
    ),
    "a_mark_that_words_an_unknown_step": (
        "plan.toml",
        '{ step = "I4", title = { family = "学校の話しやすい人に',
        '{ step = "I9", title = { family = "学校の話しやすい人に',
        ("school", "wording", "'I9'", "[[steps]] にある id"),
    ),
    "a_mark_of_another_name": (
        "plan.toml",
        'key = "handbook"',
        'key = "hand_book"',
        ("hand_book", "key", "'hand_book'", "'doctor', 'diagnosis', 'handbook'"),
    ),
    "a_danger_of_another_name": (
        "plan.toml",
        'key = "not_eating"',
        'key = "not_sleeping"',
        ("not_sleeping", "key", "'not_sleeping'", "check.toml の safety の key"),
    ),
    "a_danger_with_an_unknown_line": (
        "plan.toml",
        'lines = ["inochi_sos", ',
        'lines = ["inochi_sos_chat", ',
        ("self_harm", "lines", "'inochi_sos_chat'", "hotlines.csv にある id"),
    ),
    "a_danger_without_a_line": (
        "plan.toml",
        'lines = ["ambulance", "ambulance_consult", "kokoro_dial", "yorisoi"]',
        "lines = []",
        ("not_eating", "lines", "[]", "1 個以上"),
    ),
    "a_danger_in_one_voice": (
        "plan.toml",
        'title = { family = "ご本人の安全を、先に", person = ',
        'title = { family = "ご本人の安全を、先に", persons = ',
        ("self_harm", "title.person", "None", "値が要ります"),
    ),
    "a_thing_not_to_do_against_an_unknown_step": (
        "plan.toml",
        'against = ["I1"]',
        'against = ["I9"]',
        ("K1", "against", "'I9'", "[[steps]] にある id"),
    ),
    "a_thing_not_to_do_of_an_unknown_topic": (
        "plan.toml",
        'topic = "outing"',
        'topic = "outings"',
        ("K1", "not_yet.0.topic", "'outings'", "'alone', 'apply'"),
    ),
    "words_of_an_age_for_an_unknown_step": (
        "plan.toml",
        '{ step = "F5", age_min = 65, ',
        '{ step = "F9", age_min = 65, ',
        ("rules", "by_age", "'F9'", "[[steps]] にある id"),
    ),
    "a_step_left_out_where_one_is_hurt_that_is_none": (
        "plan.toml",
        'no_steps = ["I2"]',
        'no_steps = ["I8"]',
        ("rules", "harmed", "'I8'", "[[steps]] にある id"),
    ),
    # A step has one name on all screens and papers: only what may lie open has a title of its own.
    "a_title_in_the_private_words_of_a_situation": (
        "plan.toml",
        '{ step = "F5", why = { family = "65歳以上の方の安全と',
        '{ step = "F5", title = "家の中の暴力を相談する", why = { family = "65歳以上の方の安全と',
        ("K7", "title", "'家の中の暴力を相談する'", "なし（紙と同じ名前）"),
    ),
    "too_few_days_for_the_dated_steps": (
        "plan.toml",
        "due_days = [7, 14, 28]",
        "due_days = [7, 14]",
        ("ファイル", "rules.due_days.2", "None", "値が要ります"),
    ),
    "a_stage_with_an_unknown_step": (
        "stages.toml",
        'now = ["F1", "F2"]',
        'now = ["F1", "X2"]',
        ("足場1", "steps", "'X2'", "[[steps]] にある id"),
    ),
    "stages_out_of_order": (
        "stages.toml",
        "number = 1",
        "number = 2",
        ("ファイル", "number", "3", "1、2、3 の順"),
    ),
    "a_question_with_points": (
        "check.toml",
        'id = "Q1"\n',
        'id = "Q1"\nscore = 3\n',
        ("ファイル", "questions.0.score", "3", "この項目はありません"),
    ),
    "a_condition_of_a_third_gate": (
        "check.toml",
        "gate = 1",
        "gate = 3",
        ("ファイル", "conditions.0.gate", "3", "1 か 2 のどれか"),
    ),
    "a_term_without_a_meaning": (
        "glossary.toml",
        'meaning = "何回',
        'sense = "何回',
        ("monthly_cap", "meaning", "None", "値が要ります"),
    ),
    "a_sentence_of_the_sum_in_one_voice": (
        "explain.toml",
        ', person = "わたし（と配偶者）が',
        ', persons = "わたし（と配偶者）が',
        ("welfare.class.exempt", "text.person", "None", "値が要ります"),
    ),
    "two_terms_with_one_key": (
        "glossary.toml",
        'key = "monthly_cap"',
        'key = "recipient_certificate"',
        ("recipient_certificate", "id", "'recipient_certificate'", "同じ id は一度だけ"),
    ),
    "a_thing_not_to_do_in_one_voice": (
        "stages.toml",
        ', person = "むりに外に出',
        ', persons = "むりに外に出',
        ("1番目", "not_yet.1.text.person", "None", "値が要ります"),
    ),
    "a_thing_not_to_do_that_is_no_text": (
        "plan.toml",
        'text = "居場所への参加を急ぐこと"',
        "text = 3",
        ("K1", "not_yet.0.text", "3", "項目の組"),
    ),
    "a_refusal_in_one_voice": (
        "plan.toml",
        ', person = "見ないままでも',
        ', persons = "見ないままでも',
        ("O2", "if_refused.person", "None", "値が要ります"),
    ),
    "a_matter_of_an_unknown_field": (
        "guide.toml",
        'field = "without_talking"',
        'field = "quiet"',
        ("no_talking", "field", "'quiet'", "支援の yes・partly・no の項目"),
    ),
    "a_matter_of_a_field_that_is_a_text": (
        "guide.toml",
        'field = "without_talking"',
        'field = "cost_note"',
        ("no_talking", "field", "'cost_note'", "支援の yes・partly・no の項目"),
    ),
    "a_matter_with_two_answers": (
        "guide.toml",
        'label = "話さなくてよい"\nanswers = { yes = ',
        'label = "話さなくてよい"\nanswers = { maybe = ',
        ("ファイル", "matters.1.answers.yes", "None", "値が要ります"),
    ),
    "two_matters_with_one_key": (
        "guide.toml",
        'key = "no_talking"',
        'key = "free"',
        ("free", "id", "'free'", "同じ id は一度だけ"),
    ),
    "a_question_about_nothing": (
        "guide.toml",
        '{ field = "there", ',
        '{ field = "feel", ',
        ("feel", "field", "'feel'", "支援の項目の名前"),
    ),
    "a_service_that_is_good_without_a_word": (
        "services.toml",
        'good = "無料で、家族だけでも',
        'goods = "無料で、家族だけでも',
        ("support_centre", "good", "None", "値が要ります"),
    ),
    "a_service_that_may_be_silent": (
        "services.toml",
        'without_talking = "partly"',
        'without_talking = "maybe"',
        ("support_centre", "without_talking", "'maybe'", "'yes', 'partly' か 'no' のどれか"),
    ),
    "a_tool_that_nobody_made": (
        "about.toml",
        "makers = [",
        "makers = []\nothers = [",
        ("ファイル", "makers", "[]", "1 個以上"),
    ),
    "a_next_review_without_a_month": (
        "about.toml",
        'next_review = "2027-04"',
        'next_review = "2027-4"',
        ("ファイル", "next_review", "'2027-4'", "に合う文字"),
    ),
    "a_review_on_no_date": (
        "about.toml",
        "reviewed_on = 2026-11-26",
        'reviewed_on = "きのう"',
        ("ファイル", "reviewed_on", "'きのう'", "2026-11-22 の形の日付"),
    ),
    "a_fictional_family_without_a_name": (
        "examples.json",
        '"name": "あおいさん",',
        "",
        ("aoi", "name", "None", "値が要ります"),
    ),
    "a_fictional_family_with_an_answer_that_there_is_not": (
        "examples.json",
        '"daily_rhythm": "no"',
        '"daily_rhythm": "never"',
        (
            "aoi",
            "answers.daily_rhythm",
            "'never'",
            "'yes', 'sometimes', 'no' か 'unknown' のどれか",
        ),
    ),
    "a_fictional_family_with_an_answer_from_no_sentence": (
        "examples.json",
        '"own_words_goal": "unknown", "recovers": "unknown"',
        '"own_words_goal": "no", "recovers": "unknown"',
        ("aoi", "(行全体)", "own_words_goal", "もとになる話の文の番号（behind）"),
    ),
    "a_fictional_family_asked_what_its_story_does_not_tell": (
        "examples.json",
        '"ask20": ["daily_rhythm"',
        '"ask20": ["wish_outside"',
        ("aoi", "(行全体)", "ask20", "wish_outside に、もとになる話の文の番号（behind）"),
    ),
    "a_fictional_family_asked_the_same_twice": (
        "examples.json",
        '"ask20": ["daily_rhythm", "family_contact"',
        '"ask20": ["daily_rhythm", "daily_rhythm"',
        ("aoi", "ask20", "'daily_rhythm'", "同じ key は一度だけ"),
    ),
    "a_fictional_family_with_a_sixth_sentence_behind_an_answer": (
        "examples.json",
        '"behind": {"self_care": [2]',
        '"behind": {"self_care": [6]',
        ("aoi", "behind.self_care.0", "6", "5 以下の数"),
    ),
    "a_fictional_family_that_uses_what_there_is_not": (
        "examples.json",
        '{"service": "support_centre", "times": 1}, {"service": "family_association"',
        '{"service": "support_centres", "times": 1}, {"service": "family_association"',
        ("aoi", "cost.usages", "'support_centres'", "services.toml にある id"),
    ),
    "a_fictional_family_in_a_situation_that_there_is_not": (
        "examples.json",
        '"situation": ["stays_in_room"]',
        '"situation": ["stays_in_rooms"]',
        ("aoi", "situation", "'stays_in_rooms'", "plan.toml の flag"),
    ),
    "a_fictional_family_of_two_ages": (
        "examples.json",
        '"age": 22,\n',
        '"age": 23,\n',
        ("aoi", "(行全体)", "cost.person", "age も 23"),
    ),
    "a_meeting_that_is_too_long": (
        "room.toml",
        "minutes = [1, 4, 5]",
        "minutes = [1, 5, 5]",
        ("ファイル", "(行全体)", "45分", "いまは46分"),
    ),
    "a_meeting_without_its_safety": (
        "room.toml",
        'key = "safety"',
        'key = "story"',
        ("ファイル", "(行全体)", "parts", "safety"),
    ),
    "a_short_title_that_is_no_longer_short": (
        "room.toml",
        '"家族が休み、話す"',
        '"ご家族が休み、話を聞いてもらう"',
        ("ファイル", "plan.short.ご家族自身が休み、話を聞いてもらう", "ご家族が休み", ""),
    ),
    "a_question_without_its_short_name": (
        "room.toml",
        'recovers = "疲れの戻り"\n',
        "",
        ("question", "short", "None", "recovers"),
    ),
    "a_line_on_the_last_slide_that_there_is_not": (
        "room.toml",
        'hotlines = ["kokoro_dial"]',
        'hotlines = ["kokoro_dials"]',
        ("windows", "hotlines", "'kokoro_dials'", "hotlines.csv にある id"),
    ),
}


@pytest.mark.parametrize("name", TOML_FAULTS)
def test_a_wrong_text_file_is_named_with_its_row_and_field(folder: Path, name: str) -> None:
    file, old, new, (row, field, found, expected) = TOML_FAULTS[name]
    change(folder / file, old, new)
    assert_message(refusal(folder), f"data/{file}", row, field, found, expected)


# column, value -> field, found, expected
FIGURE_FAULTS = {
    "a_day_that_does_not_exist": (
        "valid_from",
        "2024-04-31",
        ("valid_from", "'2024-04-31'", "2026-11-22 の形の日付"),
    ),
    "a_date_in_another_form": (
        "checked_on",
        "2026年11月",
        ("checked_on", "'2026年11月'", "2026-11-22 の形の日付"),
    ),
    "a_start_inside_a_month": (
        "valid_from",
        "2024-04-02",
        ("(行全体)", "2024-04-02", "valid_from は月の1日にしてください"),
    ),
    "an_end_inside_a_month": (
        "valid_to",
        "2026-05-30",
        ("(行全体)", "2026-05-30", "valid_to は月の末日にしてください"),
    ),
    "an_end_before_the_start": (
        "valid_to",
        "2020-05-31",
        ("(行全体)", "2020-05-31", "valid_to が valid_from より前です"),
    ),
    "a_grade_that_does_not_exist": (
        "grade",
        "E",
        ("grade", "'E'", "'A', 'B', 'C', 'D', 'DER' か 'U' のどれか"),
    ),
    "words_for_a_value": ("value", "九千三百円", ("value", "'九千三百円'", "数")),
    "a_confirmed_that_is_neither_yes_nor_no": (
        "confirmed",
        "たぶん",
        ("confirmed", "'たぶん'", "true か false"),
    ),
    "no_source": ("source", "", ("source", "''", "空でない文字")),
    "no_unit": ("unit", "", ("unit", "''", "空でない文字")),
    "a_key_of_one_word": ("key", "welfare", ("key", "'welfare'", "に合う文字")),
}


@pytest.mark.parametrize("name", FIGURE_FAULTS)
def test_a_wrong_figure_is_named_with_its_line_and_column(folder: Path, name: str) -> None:
    column, value, (field, found, expected) = FIGURE_FAULTS[name]
    field_of(folder / "figures.csv", "welfare.rate,", column, value)
    fault = refusal(folder)
    assert_message(fault, "data/figures.csv", "2行目", field, found, expected)


def test_two_rows_in_force_at_once_are_refused(folder: Path) -> None:
    field_of(folder / "figures.csv", "high_cost.a.base,", "valid_to", "2026-08-31")
    assert_message(
        refusal(folder),
        "data/figures.csv",
        "high_cost.a.base",
        "valid_from",
        "2026-08-01",
        "2024-06-01 からの行の valid_to より後",
    )


def test_a_row_without_an_end_before_another_row_is_refused(folder: Path) -> None:
    field_of(folder / "figures.csv", "high_cost.a.base,", "valid_to", "")
    assert refusal(folder).row == "high_cost.a.base"


def test_a_missing_column_is_refused(folder: Path) -> None:
    change(folder / "figures.csv", ",grade,", ",grad,")
    assert_message(refusal(folder), "data/figures.csv", "2行目", "grade", "None", "値が要ります")


def test_a_row_with_a_column_too_many_is_refused(folder: Path) -> None:
    change(folder / "figures.csv", "welfare.rate,", "welfare.rate,おまけ,")
    assert_message(
        refusal(folder), "data/figures.csv", "2行目", "(列の数)", "13", "見出しと同じ数の列"
    )


def test_a_row_with_a_column_too_few_is_refused(folder: Path) -> None:
    change(folder / "hotlines.csv", "ambulance,", "")
    fault = refusal(folder)
    assert (fault.file, fault.row, fault.field) == ("data/hotlines.csv", "2行目", "(列の数)")
    assert "期待する値: 見出しと同じ数の列。" in str(fault)


@pytest.mark.parametrize("end", ["low", "typical", "high"])
def test_a_service_without_its_price_is_refused(folder: Path, end: str) -> None:
    change(folder / "figures.csv", f"\nprice.pharmacy.{end},", f"\nprice.pharmacies.{end},")
    told = f"price.pharmacy.{end} の行"
    assert_message(refusal(folder), "data/figures.csv", "pharmacy", "key", "None", told)


def test_two_telephone_lines_with_one_id_are_refused(folder: Path) -> None:
    change(folder / "hotlines.csv", "\npolice,", "\nambulance,")
    assert_message(
        refusal(folder),
        "data/hotlines.csv",
        "ambulance",
        "id",
        "'ambulance'",
        "同じ id は一度だけ",
    )


def test_a_telephone_line_without_a_number_is_refused(folder: Path) -> None:
    field_of(folder / "hotlines.csv", "police,", "contact", "")
    assert_message(refusal(folder), "data/hotlines.csv", "3行目", "contact", "''", "空でない文字")


def test_a_prefecture_of_a_line_is_two_digits(folder: Path) -> None:
    field_of(folder / "hotlines.csv", "psy_nara,", "pref_code", "奈良県")
    fault = refusal(folder)
    assert (fault.file, fault.field) == ("data/hotlines.csv", "pref_code")
    assert "に合う文字" in str(fault)


def without_block(path: Path, start: str) -> None:
    """Take out the one block of a TOML file that begins with ``start``, up to the next."""
    text = path.read_text(encoding="utf-8")
    assert text.count(start) == 1, start
    before, after = text.split(start)
    path.write_text(before + after[after.index("\n[[") :], encoding="utf-8")


@pytest.mark.parametrize(
    ("part", "key"), [("marks", "handbook"), ("marks", "school"), ("dangers", "harmed")]
)
def test_a_missing_mark_or_danger_is_named(folder: Path, part: str, key: str) -> None:
    without_block(folder / "plan.toml", f'[[{part}]]\nkey = "{key}"')
    assert_message(refusal(folder), "data/plan.toml", part, "key", "None", f"{key} の行")


def test_a_title_in_the_words_of_a_danger_is_refused(folder: Path) -> None:
    path = folder / "plan.toml"
    text = path.read_text(encoding="utf-8")
    head, tail = text.split('[[dangers]]\nkey = "self_harm"')
    tail = tail.replace('{ step = "M1", ', '{ step = "M1", title = "いのちの相談", ', 1)
    path.write_text(f'{head}[[dangers]]\nkey = "self_harm"{tail}', encoding="utf-8")
    assert_message(
        refusal(folder),
        "data/plan.toml",
        "self_harm",
        "title",
        "'いのちの相談'",
        "なし（紙と同じ名前）",
    )


# --- files ---

FILES = (
    "services.toml",
    "figures.csv",
    "check.toml",
    "stages.toml",
    "plan.toml",
    "hotlines.csv",
    "glossary.toml",
    "not_covered.toml",
    "explain.toml",
    "examples.json",
    "room.toml",
    "centres.csv",
    "area_grades.csv",
    "windows.toml",
    "sheets.toml",
    "guide.toml",
    "provider.toml",
    "about.toml",
)


def to_cp932(content: bytes) -> bytes:
    """As a spreadsheet on Japanese Windows saves it."""
    return content.decode("utf-8").encode("cp932", errors="replace")


def cut(content: bytes) -> bytes:
    """The first 60 percent, as after a broken copy: ends inside a text."""
    text = content.decode("utf-8")
    return text[: len(text) * 6 // 10].encode("utf-8")


def assert_unreadable(fault: DataError, file: str, row: str) -> None:
    """The file, the line where the reader tells it, and what kind of file is needed."""
    kind = {"toml": "TOML", "csv": "CSV", "json": "JSON"}[file.rsplit(".", 1)[1]]
    assert_message(fault, file, row, "-", "'読めない中身'", f"UTF-8 の {kind}")


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    fault = refusal(folder)
    assert fault.file == f"data/{file}"
    assert str(fault).startswith(f"データの誤り: data/{file} の ファイル、項目「")
    assert "期待する値: " in str(fault)


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_not_utf_8_is_named(folder: Path, file: str) -> None:
    path = folder / file
    path.write_bytes(to_cp932(path.read_bytes()))
    fault = refusal(folder)
    assert_unreadable(fault, f"data/{file}", "ファイル")


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".toml")])
def test_a_toml_file_that_cannot_be_read_is_named_with_its_line(folder: Path, file: str) -> None:
    path = folder / file
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[:7], "text = ", *lines[7:]]), encoding="utf-8")
    assert_unreadable(refusal(folder), f"data/{file}", "8行目")


def test_a_json_file_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "examples.json").write_text("[", encoding="utf-8")
    assert_unreadable(refusal(folder), "data/examples.json", "ファイル")


@pytest.mark.parametrize(
    ("file", "breakage"),
    [
        ("services.toml", cut),
        ("plan.toml", cut),
        ("examples.json", cut),
        ("figures.csv", cut),
        ("services.toml", lambda content: b""),
        ("glossary.toml", lambda content: b"term = 5\n"),
        ("not_covered.toml", lambda content: b"not_covered = []\n"),
        ("check.toml", lambda content: b""),
        ("examples.json", lambda content: b"{}"),
        ("examples.json", lambda content: b"[]"),
    ],
)
def test_a_cut_or_emptied_file_is_named(
    folder: Path, file: str, breakage: Callable[[bytes], bytes]
) -> None:
    path = folder / file
    path.write_bytes(breakage(path.read_bytes()))
    fault = refusal(folder)
    assert fault.file == f"data/{file}"
    assert "期待する値: " in str(fault)


@pytest.mark.parametrize("content", ["{}", "[]", '{"id": "aoi"}', '"aoi"'])
def test_fictional_families_that_are_no_list_are_refused(folder: Path, content: str) -> None:
    (folder / "examples.json").write_text(content, encoding="utf-8")
    assert_message(
        refusal(folder),
        "data/examples.json",
        "ファイル",
        "-",
        repr(json.loads(content)),
        "架空の家族の並び",
    )


def test_a_file_saved_by_a_spreadsheet_with_a_byte_order_mark_is_read(folder: Path) -> None:
    path = folder / "figures.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_catalog(folder).figures) == len(read_catalog(DATA).figures)


# -- the readings of the prefectures ------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('"佐賀県" = "さが"\n', "", "佐賀県"),
        ('"佐賀県" = "さが"', '"佐賀県" = "さが"\n"佐賀市" = "さが"', "佐賀市"),
        ('"佐賀県" = "さが"', '"佐賀県" = "サガ"', "佐賀県"),
        ('"佐賀県" = "さが"', '"佐賀県" = ""', "佐賀県"),
    ],
)
def test_every_prefecture_has_one_reading_in_hiragana(
    folder: Path, old: str, new: str, named: str
) -> None:
    change(folder / "windows.toml", old, new)
    assert named in str(refusal(folder))


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('stat = "統計"\n', "", "stat"),
        ('stat = "統計"\n', 'stat = "統計"\nstats = "統計"\n', "stats"),
    ],
)
def test_every_group_of_figures_has_a_name_and_no_other(
    folder: Path, old: str, new: str, named: str
) -> None:
    change(folder / "about.toml", old, new)
    assert f"項目「{named}」" in str(refusal(folder))
