"""The words of the sheets (data/sheets.toml), one model a sheet."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from core.base import Frozen, VoiceText
from core.figures import Grade

Words = Annotated[str, Field(min_length=1)]


class SheetLine(Frozen):
    """How a sheet is named where it is chosen, and what it is for."""

    title: Words
    what: Words


class SharedWords(Frozen):
    """What every sheet says in the same words. ``page`` and ``continued`` are filled in by typst."""

    product: Words
    example: Words
    needs_check: Words
    write_in: Words
    made: Words
    version: Words
    no_diagnosis: Words
    page: Words
    continued: Words
    checked: Words
    """Behind a number: the day on which somebody checked it."""
    due: Words


class PrintingWords(Frozen):
    """How the chosen sheets are printed. ``together`` and ``blank`` where they are several."""

    together: Words
    blank: Words
    pages_once: Words
    pages_span: Words
    both_sides: Words
    one_side: Words


class WaitWords(Frozen):
    """What a step that comes after waits for."""

    turn: Words
    free: Words
    """Where いま is empty."""
    sign: Words
    consent: Words


class PartWords(Frozen):
    """The four parts of the way."""

    stage: Words
    cost: Words
    plan: Words
    paper: Words


class OverviewWords(Frozen):
    """わたしたちの一枚, on the screen and on paper. ``way…``: the picture in words.

    ``states``: what is open in a part, under "<part>_<state>" of core.overview.
    """

    title: VoiceText
    here: Words
    somewhere: Words
    way: Words
    way_near: Words
    way_here: Words
    way_between: Words
    way_open: Words
    to_and_fro: Words
    place: Words
    circle: Words
    next: Words
    no_step: Words
    after: Words
    waits: WaitWords
    who: Words
    where: Words
    phone: Words
    say: Words
    day: Words
    month: Words
    month_what: Words
    month_none: Words
    low: Words
    high: Words
    private: Words
    part_of: Words
    missing: Words
    unconfirmed: Words
    not_yet: Words
    review: Words
    parts: PartWords
    states: dict[Words, Words]


class PlanSheetWords(Frozen):
    """計画: what frames the steps. ``hand_…``: what is written by hand on the blank sheet."""

    title: VoiceText
    now: Words
    next: Words
    later: Words
    stage: Words
    stage_help: Words
    cost: Words
    who: Words
    where: Words
    until: Words
    say: Words
    caution: Words
    note: Words
    waits: Words
    more: Words
    nameless: Words
    """Instead of a title of signs that nobody can see."""
    refusals: Words
    not_whole: Words
    cost_note: Words
    hand_cost: Words
    hand_total: Words
    not_yet: Words
    forward: Words
    back: Words
    windows: Words
    windows_note: Words
    windows_left: Words
    own_window: Words
    name: Words
    phone: Words
    hours: Words
    checked: Words
    review: Words
    hand_day: tuple[Words, Words, Words]
    reviewed: Words
    notes: Words


class MemoField(Frozen):
    """One question of the 相談メモ with room to write. ``short``: one line, beside what is in use."""

    key: Words
    label: VoiceText
    short: bool = False


class Worry(Frozen):
    """One matter to talk about. ``private``: left to the hand unless safety may be on the paper."""

    key: Words
    label: Words
    private: bool = False


class MemoWords(Frozen):
    """相談メモ: the fields that a first talk goes through, in the order of the intake form."""

    title: VoiceText
    lead: Words
    in_use_title: Words
    services: Words
    """Before the names of the services in use."""
    worries_title: Words
    worries_help: Words
    answers_title: Words
    safety_title: Words
    talked_title: Words
    talked_lines: tuple[Words, ...]
    share_title: Words
    share_choices: tuple[Words, ...]
    asked_before: Words
    writer: Words
    oneself: Words
    relative: tuple[Words, Words]
    """Before and after the room for how one is related."""
    age: VoiceText
    first_question: VoiceText
    answer_labels: dict[Words, Words]
    """A few words for each of the thirteen questions."""
    safety_labels: dict[Words, Words]
    fields: Annotated[tuple[MemoField, ...], Field(min_length=1)]
    worries: Annotated[tuple[Worry, ...], Field(min_length=1)]


class Misconception(Frozen):
    """What many believe, and the answer in one line."""

    text: Words
    answer: Words


class MeetingWords(Frozen):
    """会の進行表. Its parts, its rules and the story's words stand in data/room.toml."""

    title: Words
    lead: Words
    blank_lead: Words
    bring_title: Words
    bring: tuple[Words, ...]
    rules_title: Words
    read: Words
    how: Words
    story_title: Words
    quiz_title: Words
    quiz_answer: Words
    care_title: Words
    care: tuple[Words, ...]
    notes_title: Words
    blank_head: tuple[Words, Words, Words]
    quiz: Annotated[tuple[Misconception, ...], Field(min_length=1)]


class BlankPaper(Frozen):
    """A number, and where it stands on which paper."""

    name: Words
    where: Words


class BlankSums(Frozen):
    """The 計算のひかえ to fill in by hand."""

    lead: Words
    month: Words
    services_heads: tuple[Words, Words, Words, Words]
    ledgers_heads: tuple[Words, Words, Words, Words]
    asked_title: Words
    asked: tuple[Words, ...]
    papers_title: Words
    yen: Words
    fields: Annotated[tuple[Words, ...], Field(min_length=1)]
    """The questions to answer by hand, by the field of data/cost_questions.toml."""
    papers: Annotated[tuple[BlankPaper, ...], Field(min_length=1)]


class SumsWords(Frozen):
    """計算のひかえ. What was asked and answered is named in data/cost_questions.toml."""

    title: Words
    lead: Words
    month: Words
    result_title: Words
    a_month: Words
    usual_services: Words
    usual_home: Words
    left_out: Words
    nothing_counted: Words
    zero: Words
    spread: Words
    ledgers_title: Words
    ledgers_heads: tuple[Words, Words, Words, Words, Words]
    total: Words
    unused: Words
    not_yet: Words
    no_cap: Words
    no_cap_sure: Words
    answers_title: Words
    services_title: Words
    services_heads: tuple[Words, Words, Words, Words]
    services_note: Words
    steps_title: Words
    steps_note: Words
    year_title: Words
    year_usual: Words
    year_first: Words
    year_first_ahead: Words
    year_first_spread: Words
    year_whole: Words
    year_whole_ahead: Words
    year_whole_spread: Words
    contract: Words
    contract_with_others: Words
    year_note: Words
    income: Words
    refund: Words
    unknown: Words
    age_unit: Words
    follows: Words
    """Before what goes on from the row above."""
    no_printed_cap: Words
    unknowns_title: Words
    unknown_narrows: Words
    refusals_title: Words
    notices_title: Words
    sources_title: Words
    checked: Words
    all_checked: Words
    footnote: Words
    ledgers: dict[Words, Words]
    groups: dict[Words, VoiceText]
    origins: dict[Words, Words]
    grades: dict[Grade, Words]
    blank: BlankSums


class PhoneWords(Frozen):
    """電話の台本: what frames the script of data/windows.toml."""

    title: VoiceText
    lead: VoiceText
    first: Words
    start: Words
    ask: Words
    ask_lines: tuple[Words, ...]
    next_title: Words
    plan_title: Words
    own_title: Words
    where: Words
    say: Words
    bring: Words
    expect_title: Words
    phone: Words
    source: Words
    no_call: tuple[Words, ...]
    """Steps that are done at home: nobody is called for them."""


class CardCall(Frozen):
    """One national line on the front of the card, with a few words of its own."""

    hotline: Words
    label: Words


class CardWords(Frozen):
    """緊急カード: the same for everybody, whatever was answered."""

    title: VoiceText
    danger: Words
    calls: Annotated[tuple[CardCall, ...], Field(min_length=1)]
    say: Annotated[tuple[VoiceText, ...], Field(min_length=1)]
    unsure: Words
    unsure_hotline: Words
    psychiatric: Words
    write: tuple[Words, ...]
    talk: Words
    may_stop: Words
    how_to: VoiceText
    keep: VoiceText
    too_long: Words


class WindowsWords(Frozen):
    """わたしの町の窓口. What is said of centres and ways stands in data/windows.toml."""

    title: Words
    lead: Words
    own_title: Words
    place_title: Words
    near_title: Words
    mental_title: Words
    mental_what: Words
    office_title: Words
    office_what: Words
    municipal_title: Words
    local_title: Words
    own_hidden: Words
    emergency_local: Words
    psychiatric_what: Words
    psychiatric_ask: Words
    """How the number can be learnt where the data has none for the place."""
    national_title: Words
    write_title: Words
    ways_title: Words
    lists_title: Words
    name: Words
    phone: Words
    hours: Words
    checked: Words
    checked_on: Words
    looked_up: Words
    """Beside a centre: nobody called it, its number was read in a stored copy of a page."""
    source: Words
    undated: Words
    grades: dict[Words, Words]
    """How sure the source of a centre is, by its grade."""


class QuotesWords(Frozen):
    """見積もりをくらべる紙: what frames the words of data/provider.toml."""

    title: Words
    lead: Words
    blank_lead: Words
    name: Words
    whole: Words
    monthly: Words
    public: Words
    price: Words
    term: Words
    entry: Words
    travel: Words
    other: Words
    at_least: Words
    no_price: Words
    ask_title: Words
    ask_help: Words
    stop_title: Words
    look_title: Words
    contacts_title: Words
    checked: Words
    public_title: Words
    month: Words


class HandoverWords(Frozen):
    """家族に渡せる紙: what the family may do for itself, given by the person."""

    title: Words
    lead: Words
    steps_title: Words
    steps_help: Words
    who: Words
    say: Words
    where: Words
    glad_title: Words
    stop_title: Words
    word_title: Words
    steps: Annotated[tuple[Words, ...], Field(min_length=1)]
    """Steps of the library, the same for everybody: the choice must not tell of any answer."""


class ParentsLine(Frozen):
    """One thing to write on 親が倒れた日の紙.

    ``phone``: with room for a number. ``half``: two of them share a line. ``centres``: the public
    centres of the place stand here where it is known.
    """

    label: VoiceText
    phone: bool = False
    half: bool = False
    centres: bool = False


class ParentsGroup(Frozen):
    """One part of 親が倒れた日の紙. ``known``: what the product knows stands here."""

    title: VoiceText
    help: VoiceText
    known: bool = False
    lines: Annotated[tuple[ParentsLine, ...], Field(min_length=1)]


class ParentsWords(Frozen):
    """親が倒れた日の紙: one side that others can act by. Nothing of any answer is on it."""

    title: Words
    lead: VoiceText
    phone: Words
    others: Words
    checked: Words
    more: Words
    """``{count}`` own windows stand on わたしの町の窓口 only."""
    groups: Annotated[tuple[ParentsGroup, ...], Field(min_length=1)]
    keep: tuple[Words, Words]
    """Who knows of the paper, and the day on which it was written anew."""


class SheetWords(Frozen):
    """All of data/sheets.toml; the sheets in the order in which they go home."""

    list: dict[str, SheetLine]
    shared: SharedWords
    printing: PrintingWords
    overview: OverviewWords
    plan: PlanSheetWords
    memo: MemoWords
    phone: PhoneWords
    card: CardWords
    windows: WindowsWords
    parents: ParentsWords
    sums: SumsWords
    handover: HandoverWords
    meeting: MeetingWords
    quotes: QuotesWords
