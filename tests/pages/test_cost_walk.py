"""費用の見積もり: every option of every question, by its printed words, to the field of the request.

Each scene opens the screen once and answers its questions one after the other. After each answer
the whole CostRequest is compared: the answer stands in its own field, and no other field moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Radio, Selectbox

from core import Catalog, CostRequest
from core.cost.exemption import TaxFacts
from core.cost.request import Usage
from core.messages import FieldFault
from pages.parts.cost import exemption
from pages.parts.kit import store
from tests.core.conftest import FULL
from tests.pages.conftest import MONTH, assert_sound, cost_list, press

UNKNOWN = "わからない"
YES_NO = (("はい", True), ("いいえ", False))
TAX = (("非課税（かからない）", "exempt"), ("課税（かかる）", "taxed"), (UNKNOWN, "unknown"))
SELF_CHECK = ("障害者手帳がありますか", "住民税の申告か、年末調整をしましたか")
TOWN = "住んでいる町の級地（生活保護の級地。役所で聞けます）"
SALARY = "給料・工賃などの収入（1年）"
EMPTY = "わからないときは空のまま"

Seen = list[tuple[CostRequest, tuple[FieldFault, ...]]]
_latest: Seen = []


@dataclass(frozen=True)
class Pick:
    """A question with options: what is printed, in order, and what each puts into ``field``.

    All are chosen, in order, or those of ``some``; ``then`` once more at the end, to go on with it.
    """

    label: str
    options: tuple[tuple[str, Any], ...]
    field: str
    help: str = ""
    then: str = ""
    some: tuple[str, ...] = ()
    """The words that are chosen, where another scene chooses all of the same kind."""
    also: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What an option changes besides, by its words."""


@dataclass(frozen=True)
class Type:
    """A field for text: what is typed, and what the request then holds."""

    label: str
    typed: str
    field: str
    value: Any
    help: str = ""


Step = Pick | Type


class _ByWords(Radio[Any]):
    """A choice made as a person makes it: by the words on the screen."""

    printed = ""

    @property
    def index(self) -> int | None:
        return self.options.index(self.printed)


class _ListByWords(Selectbox[Any]):
    printed = ""

    @property
    def index(self) -> int | None:
        return self.options.index(self.printed)


def choose(at: AppTest, label: str, words: str) -> None:
    """Choose an option by the words of the question and its own."""
    widget = the_one(at, label)
    widget.__class__ = _ByWords if isinstance(widget, Radio) else _ListByWords
    widget.printed = words
    at.run()
    assert_sound(at)


def type_in(at: AppTest, label: str, words: str) -> None:
    the_one(at, label).set_value(words).run()
    assert_sound(at)


def questions(at: AppTest) -> list[Any]:
    return [*at.radio, *at.selectbox, *at.text_input]


def the_one(at: AppTest, label: str) -> Any:
    found = [one for one in questions(at) if one.label == label]
    assert len(found) == 1, (label, [one.label for one in questions(at)])
    return found[0]


COUNT = "　1か月に何"


def asked(at: AppTest) -> set[str]:
    """The questions of the form, without how often, which has the name of the service."""
    return {one.label for one in questions(at) if COUNT not in one.label}


@pytest.fixture(autouse=True)
def _the_request_of_the_screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The request that the screen itself reads last; what it shows of it is not drawn."""
    read = store.request

    def kept(catalog: Catalog) -> tuple[CostRequest, tuple[FieldFault, ...]]:
        _latest[:] = [read(catalog)]
        return _latest[0]

    monkeypatch.setattr(store, "request", kept)
    yield
    _latest.clear()


def request() -> CostRequest:
    return _latest[0][0]


def faults() -> list[str]:
    return [one.field for one in _latest[0][1]]


def put(whole: dict[str, Any], path: str, value: Any) -> None:
    """Set the field at a dotted path of a dumped request."""
    place: Any = whole
    *way, last = path.split(".")
    for part in way:
        place = place[int(part)] if part.isdigit() else place[part]
    assert last in place, path
    place[last] = value


def family(services: dict[str, Any] | None = None, who: str = "family", **more: Any) -> Any:
    """A case with usages; ``age`` and parts of the cost in ``more``."""
    age = more.pop("age", None)
    return {
        "answerer": who,
        "usages_proposed": True,
        "usages": services or {},
        "cost": {"month": MONTH, **more},
        "age": age,
        "age_text": str(age or ""),
    }


def used(service: str, **more: Any) -> dict[str, Any]:
    return {service: {"times": 8, **more}}


# -- the contract -------------------------------------------------------------------------------


def months() -> tuple[tuple[str, str], ...]:
    year = [(2026, 11), (2026, 12), *((2027, month) for month in range(1, 11))]
    return tuple((f"{y}年{m}月", f"{y}-{m:02d}") for y, m in year)


def times(name: str, unit: str, *, every: bool = False) -> Pick:
    """How often a month; ``every`` count is chosen in one scene, in the others those at the ends."""
    counts = tuple((f"{n}{unit}" if n else "使わない（0）", n) for n in range(32))
    ends = () if every or FULL else tuple(counts[n][0] for n in (0, 1, 30, 31))
    # 8 is where each scene begins: the last one chosen differs from it.
    return Pick(f"{name}{COUNT}{unit}", counts, "usages.0.times", then=f"8{unit}", some=ends)


def price(unit: str) -> tuple[Type, ...]:
    return (
        Type(f"1{unit}の料金（低いほう）", "3,100", "usages.0.price_low_yen", 3_100),
        Type(f"1{unit}の料金（高いほう）", "4,200円", "usages.0.price_high_yen", 4_200),
    )


def gross(unit: str) -> Type:
    return Type(
        f"1{unit}の総額（1割や3割になる前の額）",
        "7,250",
        "usages.0.gross_yen_per_time",
        7_250,
    )


EXTRAS = Type("交通費など、1回の実費", "５４０", "usages.0.extras_yen_per_time", 540)
ENTRY = Type(
    "入るときの費用（入会金・入学金・登録料）",
    "0",
    "usages.0.entry_yen",
    0,
    "1回だけ払うお金です。なければ 0 と入れると、よくある額で数えません。",
)
YEARLY = Type(
    "1年ごとの費用（年会費・施設費など）",
    "年6,000円",
    "usages.0.yearly_yen",
    6_000,
    "1年に1回払うお金です。なければ 0 と入れると、よくある額で数えません。",
)
PAPER = Type(
    "診断書の料金",
    "3,300",
    "usages.0.certificate_yen",
    3_300,
    "1回だけ払うお金です。病院で聞けます。",
)
SUBSCRIPTION = Pick(
    "料金のきまりかた",
    (("月ごと（月会費・定額）", "month"), ("1回ごと", "time")),
    "usages.0.price_per",
)
TUITION_WAY = "学費の入れかた"
TUITION = (
    Type("今年とる単位の数", "25単位", "usages.0.units", 25),
    Type("1単位の授業料", "10,670", "usages.0.yen_per_unit", 10_670),
    Type(
        "授業料のほかの費用（1年）",
        "133,250",
        "usages.0.other_yen_per_year",
        133_250,
        "施設費・教材費・スクーリングなど、1年の合計です。就学支援金は出ません。なければ 0",
    ),
    Type(
        "去年までに就学支援金が出た単位の数",
        "20",
        "usages.0.units_before",
        20,
        "全部で74単位までです。はじめてなら、空のままでかまいません。",
    ),
)
MEALS = (
    Pick(
        "受給者証に「食事提供体制加算対象者」とありますか",
        (("はい", True), ("いいえ", False), (UNKNOWN, None)),
        "usages.0.meal_support",
    ),
    Type("1回の食事代（食材料費だけの額）", "480", "usages.0.meal_yen_per_time", 480),
    Type("1回の食事代（加算のない人の額）", "780", "usages.0.meal_full_yen_per_time", 780),
    Type(
        "食事のある回数（1か月）",
        "7",
        "usages.0.meals",
        7,
        "空のままなら、使う日すべてで数えます。",
    ),
)
EXTRA_LINES = Type(
    "回数がちがう加算（送迎・食事・初期・上限額管理など）",
    "送迎 21×44、食事 30×22",
    "usages.0.claim.extra_lines",
    ((21, 44), (30, 22)),
    "「21×44、30×22」のように、1回の単位×1か月の回数で入れます。",
)
ABSENCES = Type("急に休む日（1か月）", "3日", "usages.0.absences", 3)
WAGES = Type("もらう工賃・給料（1か月）", "15,000", "usages.0.income_yen", 15_000)
LISTED = Pick(
    "この病院・薬局は受給者証に書いてありますか",
    (("書いていない", False), ("書いてある・わからない", True)),
    "usages.0.listed",
)
ADDITION = "処遇改善加算の区分"
NEW_ADDITIONS = (
    ("Ⅰイ", "i_i"),
    ("Ⅰロ", "i_ro"),
    ("Ⅱイ", "ii_i"),
    ("Ⅱロ", "ii_ro"),
    ("Ⅲ", "iii"),
    ("Ⅳ", "iv"),
    ("なし・わからない", None),
)
AREAS = (*((f"{n}級地", str(n)) for n in range(1, 8)), ("そのほかの地域", "other"))
UNIT_PRICE = "1単位の単価（円）"
UNITS = Type("1日の単位数（基本と加算の合計）", "702", "usages.0.claim.units_per_time", 702)


WELFARE_HOME = (
    Pick("結婚していますか", YES_NO, "person.spouse"),
    Pick("生活保護を受けていますか", YES_NO, "person.public_assistance"),
    Pick("どの月の費用ですか", months(), "month", then="2026年11月"),
    Type("本人の年齢", "34", "person.age", 34),
)


def welfare_tax(label: str, hint: str) -> tuple[Step, ...]:
    return (
        Pick(label, TAX, "welfare.tax", hint),
        Type(
            "市町村民税の所得割（1年の額）",
            "123,400",
            "welfare.income_levy_yen",
            123_400,
            "6月ごろ届く住民税の通知書の「市町村民税」の「所得割額」の欄にあります。",
        ),
        Type("住宅ローン控除・寄附金控除の合計", "56,700", "welfare.credits_yen", 56_700),
        Pick(
            "政令指定都市に住んでいますか（要確認の決まり）",
            YES_NO,
            "welfare.designated_city",
        ),
        Type(
            "受給者証の「負担上限月額」",
            "9,300",
            "welfare.certificate_cap_yen",
            9_300,
            "障害福祉サービス受給者証の「利用者負担に関する事項」のページにあります。",
        ),
        Pick(
            "住まい",
            (
                ("グループホーム", "group_home"),
                ("入所の施設", "facility"),
                ("宿泊型自立訓練", "lodging_training"),
                ("家で暮らしている", "home"),
            ),
            "welfare.residence",
            then="グループホーム",
        ),
        Type(
            "グループホームの家賃（1か月）",
            "41,000",
            "welfare.rent_yen",
            41_000,
            "助成を引く前の額です。非課税の人と生活保護の人の助成（補足給付）は、計算で引きます。",
        ),
        Type(
            "町だけの家賃の助成（1か月）",
            "8,000",
            "welfare.rent_aid_yen",
            8_000,
            "国の補足給付のほかに、町が出す額です。なければ空のままで。",
        ),
        Type("食費・光熱水費など（1か月）", "32,000", "welfare.living_yen", 32_000),
        Type(
            "同じ世帯のほかの人（配偶者など）が、この月に払う福祉の額",
            "4,600",
            "welfare.others_paid_yen",
            4_600,
            "世帯の合計が基準額を超えると、申請であとから戻るしくみがあります。",
        ),
    )


def subsidy(me: str) -> tuple[Step, ...]:
    return (
        Pick(
            f"{me}の健康保険",
            (
                ("親などの会社の保険（被扶養者）", "employee_dependant"),
                (f"{me}の会社の保険", "employee_own"),
                ("国民健康保険", "national"),
                ("後期高齢者医療", "late_elderly"),
                (UNKNOWN, "unknown"),
            ),
            "medical.insurance",
        ),
        # Before the tax: オ is for those without.
        Pick(
            "高額療養費の区分（限度額適用の紙などにあります）",
            (("ア", "a"), ("イ", "i"), ("ウ", "u"), ("エ", "e"), ("オ", "o"), (UNKNOWN, "unknown")),
            "medical.high_cost_class",
        ),
        Pick(
            "同じ保険の人の住民税",
            TAX,
            "medical.tax",
            "会社の保険では、保険に入っている人一人の住民税です。"
            "国保では、国保の家族全員の合計です。",
        ),
        Type("その人たちの市町村民税の所得割", "98,700", "medical.income_levy_yen", 98_700),
        Pick(
            "医師から「重度かつ継続」と言われていますか",
            (*YES_NO, (UNKNOWN, None)),
            "medical.severe_and_continuing",
            "統合失調症・うつ病などの診断か、くわしい医師の判断で決まります。主治医に聞けます。",
        ),
        Pick(
            "自立支援医療の自己負担を、町が全部出してくれますか",
            (("はい", "full"), ("いいえ・わからない", "none")),
            "medical.local_subsidy",
        ),
        Pick(
            "自立支援医療の受給者証",
            (("ある・これから申請する", "have"), ("ない", "none"), (UNKNOWN, "unknown")),
            "medical.certificate",
            help="精神科の通院や薬の自己負担を、1割に軽くする制度の証です。",
        ),
        Type(
            "受給者証の「自己負担上限額」",
            "5,000",
            "medical.certificate_cap_yen",
            5_000,
            "自立支援医療受給者証の「自己負担上限額」の欄にあります。",
        ),
    )


def over_70(me: str) -> tuple[Step, ...]:
    return (
        Pick(
            "高額療養費の区分（限度額適用の紙などにあります）",
            (
                ("現役並みⅢ", "a"),
                ("現役並みⅡ", "i"),
                ("現役並みⅠ", "u"),
                ("一般", "e"),
                ("低所得Ⅱ", "o"),
                ("低所得Ⅰ", "o1"),
                (UNKNOWN, "unknown"),
            ),
            "medical.high_cost_class",
        ),
        Pick(
            f"{me}の窓口の割合（70歳から）",
            (("1割", "10"), ("2割", "20"), ("3割", "30"), (UNKNOWN, "unknown")),
            "medical.elderly_share",
            "70歳から74歳は2割か3割、75歳からは1割・2割・3割のどれかです。"
            "非課税の人は、3割にはなりません。",
        ),
    )


OWN_HINT = (
    "前の年の収入がない人は、非課税のことが多いです。"
    "申告をしていないと、役所が判断できないことがあります。"
)
GUARDIANS_HINT = "世帯の中に課税の人がいれば、課税です。6月ごろ届く住民税の通知書で確かめられます。"
OWN_INCOME = "低所得1と2を分けるために使います。"
CLAIM = {"mode": "claim", "claim": {"units_per_time": "600", "unit_price": "10.5"}}
CLAIM_B = {"mode": "claim", "claim": {"units_per_time": "600", "area": "other"}}
LUMP = {"mode": "lump", "lump": {"total_yen": "10万円", "months": "2"}}
SCHOOLS = (("公立", "public"), ("私立", "private"), (UNKNOWN, None))

SCENES: dict[str, tuple[Any, tuple[Step, ...]]] = {
    "person": (family(), WELFARE_HOME),
    "welfare, grown up": (
        family(used("employment_transition"), age=34),
        welfare_tax("本人（と配偶者）の住民税", OWN_HINT),
    ),
    "welfare, below 18": (
        family(used("employment_transition"), age=17),
        welfare_tax("保護者の世帯の住民税", GUARDIANS_HINT),
    ),
    "a room of a facility": (
        family(used("employment_transition"), welfare={"residence": "facility"}),
        (Type("部屋代（1か月）", "8,000", "welfare.rent_yen", 8_000),),
    ),
    "welfare, in the person's voice": (
        family(used("employment_transition"), who="person", age=34),
        (
            Type("わたしの年齢", "35", "person.age", 35),
            *welfare_tax("わたし（と配偶者）の住民税", OWN_HINT),
        ),
    ),
    "medical": (family(used("psychiatric_outpatient"), age=34), subsidy("本人")),
    "medical, in the person's voice": (
        family(used("pharmacy"), who="person", age=34),
        subsidy("わたし"),
    ),
    "medical, 70 and over": (
        family(used("psychiatric_outpatient"), age=72),
        over_70("本人"),
    ),
    "medical, 70 and over, in the person's voice": (
        family(used("psychiatric_outpatient"), age=72, who="person"),
        over_70("わたし"),
    ),
    "medical, no tax": (
        family(used("psychiatric_daycare"), medical={"tax": "exempt"}),
        (
            Type(
                "本人の前の年の収入（障害年金も入れる）",
                "806,700",
                "medical.own_income_yen",
                806_700,
                OWN_INCOME,
            ),
        ),
    ),
    "medical, no tax, in the person's voice": (
        family(used("home_visit_doctor"), who="person", medical={"tax": "exempt"}),
        (
            Type(
                "わたしの前の年の収入（障害年金も入れる）",
                "1",
                "medical.own_income_yen",
                1,
                OWN_INCOME,
            ),
        ),
    ),
    "a day of welfare": (
        family(used("employment_transition")),
        (
            times("就労移行支援", "日", every=True),
            gross("日"),
            ABSENCES,
            *MEALS,
            EXTRAS,
        ),
    ),
    "a month of welfare": (
        family(used("job_retention")),
        (times("就労定着支援", "か月"), gross("か月"), EXTRAS),
    ),
    "units": (
        family(used("employment_transition", **CLAIM)),
        (
            UNITS,
            Type(UNIT_PRICE, "10.91", "usages.0.claim.unit_price", Decimal("10.91"), "例: 10.91"),
            EXTRA_LINES,
            ABSENCES,
        ),
    ),
    "units of continuous employment": (
        family(used("continuous_employment_b", **CLAIM_B)),
        (
            UNITS,
            Pick(ADDITION, NEW_ADDITIONS, "usages.0.claim.addition"),
            Pick("事業所のある所の地域区分", AREAS, "usages.0.claim.area"),
            WAGES,
            *MEALS,
        ),
    ),
    "wages of the other kind": (family(used("continuous_employment_a")), (WAGES, ABSENCES)),
    "a visit to the doctor": (
        family(used("psychiatric_outpatient")),
        (times("精神科・心療内科・ひきこもり外来", "回"), gross("回"), LISTED, PAPER, EXTRAS),
    ),
    "home nursing": (family(used("psychiatric_home_nursing")), (gross("回"), LISTED, EXTRAS)),
    "a school": (
        family(used("correspondence_school")),
        (
            times("通信制高校", "か月"),
            *price("か月"),
            Pick("学校の種類", SCHOOLS, "usages.0.school", then="私立"),
            Pick(
                "就学支援金を使いますか（申請が要ります）",
                (("はい", True), ("いいえ・わからない", False)),
                "usages.0.tuition_support",
                "授業料にだけ出ます。高校を卒業したことのある人などは、学校に聞けます（要確認）。",
            ),
            ENTRY,
            EXTRAS,
        ),
    ),
    "the tuition of a school": (
        family(used("correspondence_school", mode="tuition")),
        (*TUITION, ENTRY),
    ),
    "a group": (family(used("family_association")), (*price("回"), ENTRY, YEARLY, EXTRAS)),
    "a private price": (
        family(used("private_visit", mode="range")),
        (times("民間の訪問支援", "回"), *price("回"), ENTRY, YEARLY, EXTRAS, SUBSCRIPTION),
    ),
    "a subscription": (
        family(used("free_space", price_per="month")),
        (
            Type("1か月の料金（低いほう）", "月9,800円", "usages.0.price_low_yen", 9_800),
            Type("1か月の料金（高いほう）", "12,000", "usages.0.price_high_yen", 12_000),
        ),
    ),
    "a paid course": (family(used("family_course")), (*price("回"), ENTRY)),
    "a private contract": (
        family(used("private_residential", **LUMP)),
        (
            Type("契約の全部の額", "500万円", "usages.0.lump.total_yen", 5_000_000),
            Type("契約の月数", "6か月", "usages.0.lump.months", 6),
            Type("入るときの費用", "30万円", "usages.0.lump.entry_yen", 300_000),
            Pick(
                "月ごとに払う契約ですか",
                (("はい", True), ("いいえ・わからない", False)),
                "usages.0.lump.paid_monthly",
            ),
            EXTRAS,
        ),
    ),
}

ELSEWHERE = {
    # What is asked in each scene and walked in a test of its own below.
    "料金の入れかた",
    "料金の払いかた",
    TUITION_WAY,
    SALARY,
    TOWN,
    *SELF_CHECK,
    # It answers the question for the 地域区分 (test_carried_figures.py).
    "町の名前から地域区分を入れる（事業所のある町）",
    # Of the frame around every screen.
    "文字の大きさ",
}


def known_labels() -> set[str]:
    return {step.label for _, steps in SCENES.values() for step in steps} | ELSEWHERE


@pytest.mark.parametrize("scene", SCENES)
def test_every_option_stands_in_its_own_field(scene: str) -> None:
    case, steps = SCENES[scene]
    # The same questions in another voice: printed alike, and chosen at both ends.
    again = not FULL and scene.endswith("in the person's voice")
    at = cost_list(case, unfold=False)
    assert_sound(at)
    expected = request().model_dump()
    seen = asked(at)
    for step in steps:
        if isinstance(step, Type):
            widget = the_one(at, step.label)
            assert (widget.proto.help, widget.proto.placeholder) == (step.help, EMPTY)
            type_in(at, step.label, step.typed)
            put(expected, step.field, step.value)
            assert request().model_dump() == expected, step.label
            continue
        widget = the_one(at, step.label)
        printed = [words for words, _ in step.options]
        shown = widget.options if step.label != "事業所のある所の地域区分" else widget.options[:-1]
        assert shown == printed, step.label
        assert widget.proto.help == step.help
        values = dict(step.options)
        chosen = (printed[0], printed[-1]) if again else step.some or printed
        for words in [*chosen, *([step.then] if step.then else [])]:
            choose(at, step.label, words)
            put(expected, step.field, values[words])
            assert request().model_dump() == expected, (step.label, words)
            assert faults() == []
            seen |= asked(at)
    assert seen - known_labels() == set()


def test_the_scenes_have_every_service_that_costs_something(catalog: Catalog) -> None:
    """What one kind of service is asked about, all of that kind are: no label is new."""
    paying = [one for one in catalog.services if one.cost_kind != "free"]
    for one in paying:
        at = cost_list(family(used(one.id)), unfold=False)
        assert_sound(at)
        unit = "か月" if one.unit == "月" else one.unit
        prices = {f"1{unit}の料金（{end}）" for end in ("低いほう", "高いほう")}
        assert asked(at) - known_labels() - prices == set(), one.id
        choose(at, f"{one.name}{COUNT}{unit}", f"3{unit}")
        assert request().usages == (Usage(service=one.id, times=3),)


# -- what one answer does to another --------------------------------------------------------------


def test_a_levy_does_not_stay_after_no_tax() -> None:
    at = cost_list(family(used("employment_transition"), age=34), unfold=False)
    label, levy = "本人（と配偶者）の住民税", "市町村民税の所得割（1年の額）"
    choose(at, label, "課税（かかる）")
    type_in(at, levy, "123,400")
    assert request().welfare.income_levy_yen == 123_400
    choose(at, label, "非課税（かからない）")
    assert (request().welfare.tax, request().welfare.income_levy_yen) == ("exempt", None)
    assert faults() == []
    assert levy not in asked(at)
    choose(at, label, "課税（かかる）")
    assert the_one(at, levy).value == ""
    assert (request().welfare.tax, request().welfare.income_levy_yen) == ("taxed", None)


def test_a_levy_of_the_insurance_does_not_stay_after_no_tax() -> None:
    at = cost_list(family(used("psychiatric_outpatient")), unfold=False)
    label, levy = "同じ保険の人の住民税", "その人たちの市町村民税の所得割"
    type_in(at, levy, "98,700")
    assert request().medical.income_levy_yen == 98_700
    choose(at, label, "非課税（かからない）")
    assert (request().medical.tax, request().medical.income_levy_yen) == ("exempt", None)
    assert faults() == []
    assert levy not in asked(at)
    assert "医師から「重度かつ継続」と言われていますか" not in asked(at)
    choose(at, label, UNKNOWN)
    assert the_one(at, levy).value == ""
    assert "本人の前の年の収入（障害年金も入れる）" not in asked(at)


def test_a_printed_cap_does_not_stay_without_a_certificate() -> None:
    at = cost_list(family(used("psychiatric_outpatient")), unfold=False)
    label, cap = "自立支援医療の受給者証", "受給者証の「自己負担上限額」"
    type_in(at, cap, "5,000")
    choose(at, label, "ない")
    care = request().medical
    assert (care.certificate, care.certificate_cap_yen) == ("none", None)
    assert faults() == []
    assert cap not in asked(at)
    choose(at, label, "ある・これから申請する")
    assert the_one(at, cap).value == ""


def test_rent_and_living_are_asked_where_they_are_paid() -> None:
    at = cost_list(family(used("employment_transition")), unfold=False)
    rent, room, living = (
        "グループホームの家賃（1か月）",
        "部屋代（1か月）",
        "食費・光熱水費など（1か月）",
    )
    for words, each in (
        ("家で暮らしている", (False, False, False)),
        ("グループホーム", (True, False, True)),
        ("入所の施設", (False, True, True)),
        ("宿泊型自立訓練", (False, True, True)),
    ):
        choose(at, "住まい", words)
        assert (rent in asked(at), room in asked(at), living in asked(at)) == each, words


def test_where_somebody_lives_is_not_asked_beside_a_home_that_is_used() -> None:
    at = cost_list(family(used("group_home"), welfare={"residence": "facility"}), unfold=False)
    assert "住まい" not in asked(at)
    assert {"グループホームの家賃（1か月）", "食費・光熱水費など（1か月）"} <= asked(at)
    choose(at, f"グループホーム（共同生活援助）{COUNT}日", "使わない（0）")
    assert "住まい" in asked(at)


def test_a_second_place_of_a_service_has_a_row_of_its_own() -> None:
    at = cost_list(family(used("pharmacy")), unfold=False)
    pharmacy = "薬局（処方された薬）"
    at.button(key="add_pharmacy-2").click().run()
    choose(at, f"{pharmacy}（2か所目）{COUNT}回", "3回")
    assert [(one.service, one.times) for one in request().usages] == [
        ("pharmacy", 8),
        ("pharmacy", 3),
    ]
    at.button(key="drop_pharmacy").click().run()
    assert [(one.service, one.times) for one in request().usages] == [("pharmacy", 3)]


@pytest.mark.parametrize(
    ("service", "both"),
    [
        ("employment_transition", (True, True)),
        ("group_home", (False, False)),
        ("job_retention", (False, False)),
        ("other_welfare", (False, True)),
        ("pharmacy", (False, False)),
    ],
)
def test_absences_and_meals_are_of_days_away_from_home(
    service: str, both: tuple[bool, bool]
) -> None:
    at = cost_list(family(used(service)), unfold=False)
    assert (ABSENCES.label in asked(at), MEALS[0].label in asked(at)) == both


def test_only_the_chosen_way_of_a_price_counts() -> None:
    at = cost_list(family(used("employment_transition")), unfold=False)
    way, whole, units = "料金の入れかた", "1日の総額を入れる", "単位数から計算する"
    assert the_one(at, way).options == [units, whole]
    choose(at, way, whole)
    type_in(at, "1日の総額（1割や3割になる前の額）", "7,250")
    choose(at, way, units)
    assert "1日の総額（1割や3割になる前の額）" not in asked(at)
    type_in(at, UNITS.label, "700")
    type_in(at, UNIT_PRICE, "11.14")
    (usage,) = request().usages
    assert usage.gross_yen_per_time is None
    assert usage.claim is not None
    assert (usage.claim.units_per_time, usage.claim.unit_price) == (700, Decimal("11.14"))
    choose(at, way, whole)
    assert request().usages == (
        Usage(service="employment_transition", times=8, gross_yen_per_time=7_250),
    )


def test_only_the_chosen_way_of_a_private_price_counts() -> None:
    at = cost_list(family(used("private_visit")), unfold=False)
    way, single, whole = "料金の払いかた", "1回ごとの料金", "一括や、月数のきまった契約"
    assert the_one(at, way).options == [whole, single]
    type_in(at, "1回の料金（低いほう）", "3,100")
    choose(at, way, whole)
    type_in(at, "契約の全部の額", "60万円")
    type_in(at, "契約の月数", "3")
    (usage,) = request().usages
    assert (usage.price_low_yen, usage.price_high_yen) == (None, None)
    assert usage.lump is not None
    assert (usage.lump.total_yen, usage.lump.months) == (600_000, 3)
    choose(at, way, single)
    (usage,) = request().usages
    assert (usage.price_low_yen, usage.lump) == (3_100, None)


def test_an_area_goes_before_a_unit_price() -> None:
    at = cost_list(family(used("continuous_employment_b", **CLAIM)), unfold=False)
    area = "事業所のある所の地域区分"
    assert the_one(at, area).options == [
        *(words for words, _ in AREAS),
        "わからない（単価を入れる）",
    ]
    for words, value in AREAS:
        choose(at, area, words)
        (usage,) = request().usages
        assert usage.claim is not None
        assert (usage.claim.area, usage.claim.unit_price) == (value, None)
        assert UNIT_PRICE not in asked(at)
    choose(at, area, "わからない（単価を入れる）")
    type_in(at, UNIT_PRICE, "10.91")
    (usage,) = request().usages
    assert usage.claim is not None
    assert (usage.claim.area, usage.claim.unit_price) == (None, Decimal("10.91"))


def test_an_area_is_asked_of_continuous_employment_alone() -> None:
    """Where none is asked, one that was kept does not count."""
    held = {"mode": "claim", "claim": {"units_per_time": "600", "unit_price": "10.5", "area": "1"}}
    at = cost_list(family(used("life_skills_training", **held)), unfold=False)
    assert "事業所のある所の地域区分" not in asked(at)
    (usage,) = request().usages
    assert usage.claim is not None
    assert (usage.claim.area, usage.claim.unit_price) == (None, Decimal("10.5"))


@pytest.mark.parametrize(
    ("service", "month", "kinds"),
    [
        ("continuous_employment_b", "2026-11", [words for words, _ in NEW_ADDITIONS]),
        ("continuous_employment_b", "2026-05", ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "なし・わからない"]),
        ("employment_transition", "2026-05", ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "なし・わからない"]),
        ("job_retention", "2026-05", ["Ⅰ", "Ⅲ", "Ⅳ", "なし・わからない"]),
    ],
)
def test_the_additions_are_those_in_force(service: str, month: str, kinds: list[str]) -> None:
    case = family(used(service, **CLAIM))
    case["cost"]["month"] = month
    at = cost_list(case, unfold=False)
    assert the_one(at, ADDITION).options == kinds
    for words, value in (("Ⅰ", "i"), ("Ⅱ", "ii"), ("Ⅲ", "iii"), ("Ⅳ", "iv")):
        if words in kinds:
            choose(at, ADDITION, words)
            (usage,) = request().usages
            assert usage.claim is not None
            assert usage.claim.addition == value


def test_the_support_of_tuition_is_asked_of_an_unknown_school_too() -> None:
    at = cost_list(family(used("correspondence_school")), unfold=False)
    choose(at, "就学支援金を使いますか（申請が要ります）", "はい")
    assert (request().usages[0].school, request().usages[0].tuition_support) == (None, True)
    choose(at, "学校の種類", "公立")
    assert (request().usages[0].school, request().usages[0].tuition_support) == ("public", True)
    assert faults() == []


def test_only_the_chosen_way_of_a_tuition_counts() -> None:
    at = cost_list(family(used("correspondence_school")), unfold=False)
    type_in(at, "1か月の料金（低いほう）", "33,334")
    choose(at, TUITION_WAY, "単位の数と、1単位の授業料")
    type_in(at, "今年とる単位の数", "25")
    type_in(at, "1単位の授業料", "10,670")
    (usage,) = request().usages
    assert (usage.price_low_yen, usage.units, usage.yen_per_unit) == (None, 25, 10_670)
    choose(at, TUITION_WAY, "1か月の全部の額")
    (usage,) = request().usages
    assert (usage.price_low_yen, usage.units, usage.yen_per_unit) == (33_334, None, None)
    assert faults() == []


# -- 住民税がわからないとき -----------------------------------------------------------------------


def test_the_self_check_reads_each_answer_and_its_verdict_goes_into_the_tax(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[TaxFacts] = []
    judge = exemption.judge_exemption

    def kept(facts: TaxFacts, *more: Any) -> Any:
        read.append(facts)
        return judge(facts, *more)

    monkeypatch.setattr(exemption, "judge_exemption", kept)
    at = cost_list(family(used("employment_transition"), age=34), unfold=False)
    type_in(at, "市町村民税の所得割（1年の額）", "100")
    expected = TaxFacts().model_dump()
    assert the_one(at, SALARY).proto.help == "なければ 0"
    type_in(at, SALARY, "1,100,000")
    expected["salary_yen"] = 1_100_000
    three = (*YES_NO, (UNKNOWN, None))
    towns = (("1級地", 1), ("2級地", 2), ("3級地", 3), (UNKNOWN, None))
    for label, options, name in (
        (SELF_CHECK[0], three, "disabled"),
        (TOWN, towns, "grade"),
        (SELF_CHECK[1], three, "declared"),
    ):
        assert the_one(at, label).options == [words for words, _ in options]
        for words, value in options:
            choose(at, label, words)
            assert read[-1].model_dump() == expected | {name: value}, (label, words)
    type_in(at, SALARY, "0")
    press(at, "facts_use")
    assert (request().welfare.tax, request().welfare.income_levy_yen) == ("exempt", None)
    choose(at, "本人（と配偶者）の住民税", UNKNOWN)
    type_in(at, "市町村民税の所得割（1年の額）", "100")
    type_in(at, SALARY, "900万円")
    press(at, "facts_use")
    assert (request().welfare.tax, request().welfare.income_levy_yen) == ("taxed", None)
