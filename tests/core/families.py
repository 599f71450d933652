"""Fictional households: from a narrative to what their plan must hold. All are invented.

Written from facts/support_domain.md §3–§4, facts/law_2026-11-26.md and part A of
facts/review_2026-11-26.md, without looking at how plans are composed. Only what these say is
asked for; where they leave freedom nothing is.

The letters answer Q1–Q4 土台 | Q5–Q8 外への動き | Q9–Q11 続ける力 | Q12–Q13 家族.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.core.conftest import check, safety

THURSDAY = date(2026, 11, 26)  # open
SATURDAY = date(2026, 11, 28)  # then Monday 11/30
LONG_WEEKEND = date(2026, 11, 21)  # Saturday; Sunday; 11/23 勤労感謝の日; then Tuesday 11/24
YEAR_END = date(2026, 12, 29)  # closed until Monday 2027-01-04
NEW_YEARS_EVE = date(2026, 12, 31)
COMING_OF_AGE = date(2027, 1, 9)  # Saturday; Sunday; 1/11 成人の日; then Tuesday 1/12
GOLDEN_WEEK = date(2027, 5, 1)  # Saturday; Sunday; 5/3–5/5; then Thursday 5/6

MINDS = r"ネット|通信|Wi-?Fi", r"部屋", r"期限|いつまで"  # 足場1: まだしないこと that always stay
WORK = ("J1", "J2", "J3", "J4", "J5", "J6", "J7")
FAMILY = ("F1", "F2", "F3", "F4", "F5")


@dataclass(frozen=True)
class Family:
    """One household and what its plan must hold.

    ``first`` is the first step of いま (any of several); ``now`` must stand in いま, ``after`` in
    次 or その先, ``somewhere`` in one of the three; ``not_now`` not in いま, ``not_next`` neither in
    いま nor in 次, ``never`` nowhere. ``waits`` says what a step waits for where it stands after
    いま, ``days`` on which day a step of いま stands (None: without a day). ``says`` and
    ``silent`` are pairs of a place and a pattern that must, or must not, be found there; a place
    is a step's id, "not_yet", "windows", "signs", "now", or "plan" for all of it.
    """

    name: str
    story: str
    letters: str
    age: int | None = None
    flags: tuple[str, ...] = ()
    in_use: tuple[str, ...] = ()
    danger: dict[str, str] = field(default_factory=dict)
    answerer: str = "family"
    threatened: dict[str, str] = field(default_factory=dict)
    has_difficulty: bool | None = True
    cost: dict[str, Any] | None = None
    today: date = THURSDAY
    review: str = ""
    """The entry of part A of the review that this household answers."""
    alert: str = "none"
    stage: int | None = None
    first: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    somewhere: tuple[str, ...] = ()
    not_now: tuple[str, ...] = ()
    not_next: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    waits: dict[str, str] = field(default_factory=dict)
    days: dict[str, date | None] = field(default_factory=dict)
    says: tuple[tuple[str, str], ...] = ()
    silent: tuple[tuple[str, str], ...] = ()
    phones: tuple[str, ...] = ()
    """Numbers of which each must stand among the windows."""

    @property
    def case(self) -> dict[str, Any]:
        """The household as a Case's plain data."""
        plain: dict[str, Any] = {
            "check": check(
                self.letters,
                answerer=self.answerer,
                has_difficulty=self.has_difficulty,
                safety=safety(**self.danger),
                threatened=self.threatened,
            ),
            "situation": list(self.flags),
            "in_use": list(self.in_use),
            "age": self.age,
        }
        return plain if self.cost is None else plain | {"cost": self.cost}


CHILD_LINE = ("windows", r"24時間子供SOS|チャイルドライン")
SHELTER = (
    ("now", r"障害者虐待防止"),
    ("plan", r"110"),
)

FAMILIES = (
    # --- The household at rest: stages and the situations of §4.6 ---
    Family(
        "minato_34",
        "A son of 34 has kept to his room for three years. He takes the meals at the door and "
        "does not answer. His mother sleeps well and has a friend to talk to.",
        "snnn nnnn nnu yy",
        34,
        ("stays_in_room",),
        stage=1,
        first=("F1", "M1"),
        now=("F1", "F2"),
        after=("O2", "F3", "O1"),
        not_now=("I1", "O1", *WORK),
        not_next=("J1", "J3", "J4", "M3", "I3"),
        waits={"O1": "consent", "F3": "turn", "O2": "turn", "R0": "turn"},
        says=(
            *(("not_yet", one) for one in MINDS),
            ("O1", r"連れ出し|了解"),
            ("plan", r"連れ出し"),
        ),
        silent=(("plan", r"年齢を問いません"), ("not_yet", r"サポステ|50歳")),
    ),
    Family(
        "sakae_22",
        "A student of 22 sleeps through the day and says at night that nothing is any use; nobody "
        "has spoken of dying. He eats with the others when they are asleep.",
        "snsn nnnn nnu yy",
        22,
        ("depressed_or_reversed_days",),
        stage=1,
        first=("M1",),
        now=("M1", "M2"),
        after=("I1",),
        not_now=("I1", *WORK),
        not_next=("J4", "M3", "I3"),
        waits={"I1": "sign"},
        says=(("not_yet", r"朝"), ("I1", r"午後"), *(("not_yet", one) for one in MINDS)),
        review="A17",  # M1 in 足場1 when body or mind suffers
    ),
    Family(
        "tsuru_26",
        "A daughter of 26 left three part-time jobs within weeks. She rises on time, sees friends, "
        "and says herself that she wants to try an office again. 足場3.",
        "yyyy yyyy yyy yy",
        26,
        ("job_experience_not_lasting",),
        stage=3,
        now=("J1",),
        after=("J2", "J3"),
        waits={"J2": "sign", "J3": "sign", "R0": "turn"},
        says=(("not_yet", r"正社員|応募"),),
        silent=(("not_yet", r"(仕事|就労)の?窓口"), ("not_yet", r"サポステ|50歳")),
    ),
    Family(
        "ageo_30_days_turned",
        "He is 30, sleeps by day, but keeps his clinic day, sees friends and says he wants to "
        "work with plants. The review's own case of a sheet that spoke against itself.",
        "yyyy yyyy yyy yy",
        30,
        ("depressed_or_reversed_days",),
        stage=3,
        silent=(("not_yet", r"(仕事|就労)の?窓口を、?いま"),),
        review="A1",
    ),
    Family(
        "ageo_30_jobs_and_parents",
        "The same man; the jobs before did not last, and his father's memory is failing.",
        "yyyy yyyy yyy yy",
        30,
        ("depressed_or_reversed_days", "job_experience_not_lasting", "parents_elderly"),
        stage=3,
        somewhere=("F5", "J1", "M1"),
        after=("P1", "R0"),
        silent=(("not_yet", r"(仕事|就労)の?窓口を、?いま"), ("not_yet", r"サポステ|50歳")),
        review="A1",
    ),
    Family(
        "hino_29",
        "She is 29 and was told at a clinic that she has a developmental disorder. She goes out "
        "with her sister and likes the library.",
        "ssss ssss nnu yy",
        29,
        ("developmental_diagnosis",),
        stage=2,
        now=("M4",),
        after=("J4",),
        not_now=("J4",),
        waits={"J4": "sign", "I3": "sign", "M3": "sign"},
        says=(("not_yet", r"診断"), ("J4", r"就労選択支援")),
    ),
    Family(
        "ena_24",
        "Nobody has examined him, but at 24 the parents read about developmental disorders and "
        "find him there. He watches the street from the kitchen and writes to a friend.",
        "ssss nsss nnu yy",
        24,
        ("maybe_developmental",),
        stage=2,
        somewhere=("M4",),
        not_now=("M3", "I3", "J4"),
        not_next=("M3", "I3", "J4"),
        says=(("M4", r"母子手帳|通知表"), ("M4", r"待|か月|予約")),
        review="A17",
    ),
    Family(
        "ina_52",
        "A son of 52 with parents of 81 and 79; the mother's knees are bad. He comes to the "
        "kitchen at night. The mother writes.",
        "ssys nnnn nnu yy",
        52,
        ("parents_elderly",),
        stage=1,
        now=("F5", "F1"),
        after=("W1", "I2", "P1", "R0"),
        never=("J1",),
        waits={"W1": "turn", "P1": "turn", "I2": "sign", "R0": "turn"},
        says=(*(("not_yet", one) for one in MINDS), ("F5", r"地域包括")),
        silent=(("F5", r"親は.{0,8}歳"), ("plan", r"お子さん")),
        review="A13",
    ),
    Family(
        "ina_52_much_at_once",
        "The same house a year later: both parents over 80, money runs short, and he will see no "
        "doctor. What comes after the parents must not fall off the sheet.",
        "ssys nnnn nnu yn",
        52,
        ("parents_elderly", "money_trouble", "refuses_doctor", "stays_in_room"),
        stage=1,
        after=("P1", "R0"),
        somewhere=("F5", "W1", "F1", "M1"),
        never=("J1",),
        waits={"P1": "turn", "R0": "turn"},
        says=tuple(("not_yet", one) for one in MINDS),
        review="A15",
    ),
    Family(
        "yuki_47_sister",
        "A sister of 50 answers for her brother of 47; the father of 78 has been forgetful since "
        "spring.",
        "ssss ssns nnu sy",
        47,
        ("parents_elderly",),
        stage=2,
        somewhere=("F5",),
        after=("P1", "R0"),
        not_next=("M3", "I3", "J4"),
        silent=(("F5", r"親は.{0,8}歳"),),
        review="A8",
    ),
    Family(
        "oda_45_money",
        "A man of 45; rent has been late twice of late. He fetches the parcels, writes on the net "
        "and asks about a hall where people play board games.",
        "ssss ssss nnu yy",
        45,
        ("money_trouble",),
        danger={"money": "recent"},
        alert="money",
        stage=2,
        now=("W1",),
        somewhere=("F1",),
        says=(("not_yet", r"民間|有料"), ("not_yet", r"借")),
        silent=(("not_yet", r"社協[^。（]{0,8}(借|貸)[^。（]{0,6}こと"),),
    ),
    Family(
        "beppu_16_school",
        "He is 16, at a high school that he has not entered since May. Homework lies on the desk. "
        "He games with two friends on the net.",
        "ssys nsys nnu yy",
        16,
        ("school_or_diploma",),
        in_use=("school",),
        stage=2,
        first=("I4",),
        now=("I4",),
        after=("J5",),
        not_now=("J1", "J3"),
        never=("J4", "J7", "I3"),
        waits={"J5": "sign"},
        says=(CHILD_LINE, ("not_yet", r"登校|期限")),
        silent=(("not_yet", r"正社員|サポステ"), ("not_yet", r"15歳になる前")),
        review="A9",
    ),
    Family(
        "beppu_15_last_year",
        "She is 15, in the last year of junior high, and says clearly that she wants a "
        "correspondence school. She goes out alone, sees two friends, and sleeps well.",
        "yyyy yyyy yyy yy",
        15,
        ("school_or_diploma",),
        stage=3,
        first=("I4",),
        now=("I4",),
        somewhere=("J5",),
        not_now=("J1",),
        never=("J3", "J4", "J7", "I3"),
        says=(CHILD_LINE,),
        silent=(("not_yet", r"正社員"), ("not_yet", r"15歳になる前"), ("not_yet", r"サポステ")),
        review="A9",
    ),
    Family(
        "kure_14",
        "He is 14 and stays in bed until noon; the class teacher phones on Fridays. He speaks "
        "with his grandmother.",
        "ssss nsns nnu yy",
        14,
        ("school_or_diploma", "goes_out"),
        first=("I4",),
        now=("I4",),
        never=("J1", "J3", "J4", "J6", "J7", "I3"),
        says=(CHILD_LINE,),
        silent=(("not_yet", r"正社員|サポステ"),),
        review="A9",
    ),
    Family(
        "fuji_17_left_school",
        "She left high school at 16. Now, at 17, she goes to the bakery every Saturday and says "
        "that she would like to work there.",
        "yyyy yyyy yyy yy",
        17,
        stage=3,
        never=("J4", "J7", "I3"),
        says=(CHILD_LINE,),
        silent=(("not_yet", r"正社員|サポステ"),),
    ),
    Family(
        "fuji_17_no_wish",
        "A boy of 17 out of school who walks the dog at night. He has never spoken of work.",
        "ysys ysss nnu yy",
        17,
        ("goes_out",),
        stage=2,
        never=("J1", "J3", "J4", "J7", "I3"),
        says=(CHILD_LINE,),
    ),
    Family(
        "gifu_18_at_correspondence_school",
        "She is 18 and does the reports of a correspondence school at home. She would like "
        "somebody to talk to.",
        "ysys nsss nnu yy",
        18,
        ("school_or_diploma",),
        in_use=("school", "correspondence_school"),
        stage=2,
        silent=(("J5", r"通信制高校を(さが|調べ|選)"), ("J5", r"入学")),
    ),
    Family(
        "kiso_41",
        "He is 41, shops alone, talks a little with the man of the bookshop and would like to "
        "see the café that the town runs.",
        "ssss ssss nnu yy",
        41,
        ("goes_out",),
        stage=2,
        first=("I1", "F2", "I2"),
        now=("I1",),
        somewhere=("I2", "J1"),
        not_now=("J1", "J6"),
        not_next=("M3", "I3", "J4"),
        waits={"J1": "sign", "J6": "sign", "F2": "turn", "O1": "consent"},
        says=(("not_yet", r"回数"), ("I1", r"見学")),
        silent=(("not_yet", r"サポステ|50歳"),),
        review="A2",
    ),
    Family(
        "kiso_19_every_heading",
        "Nineteen, out on the bicycle, no doctor ever: the review's own case of a sheet where "
        "public help waited for a greeting, and care was proposed to nobody's patient.",
        "yssy syys nss yn",
        19,
        ("goes_out",),
        stage=2,
        not_next=("M3", "I3", "J4"),
        waits={"F1": "turn", "F2": "turn", "F3": "turn", "W2": "turn", "P1": "turn", "M1": "turn"},
        review="A2",
    ),
    Family(
        "rausu_24",
        "He is 24 and says there is nothing wrong with him; the parents worry that he does not "
        "sleep. A doctor is out of the question.",
        "snsn nnnn nnu yy",
        24,
        ("refuses_doctor",),
        stage=1,
        now=("F1", "M1"),
        after=("M2",),
        says=(
            ("not_yet", r"かくして|隠して|だまし"),
            *(("not_yet", one) for one in MINDS),
            ("plan", r"オンライン|訪問診療"),
        ),
        review="A18",
    ),
    Family(
        "nago_35",
        "At 35 he went to a place to be for four months, then stopped and sleeps long again. He "
        "still answers the worker's messages.",
        "ssss nsss nnu yy",
        35,
        ("went_back",),
        stage=2,
        now=("F1",),
        after=("M1", "I1"),
        not_now=("I1", *WORK),
        says=(("F1", r"前の担当|休"), ("not_yet", r"責め")),
        waits={"M1": "turn", "I1": "sign"},
    ),
    Family(
        "nago_35_private",
        "At 35 he came back from a private dormitory that still asks for two million yen. The "
        "parents signed; the operator calls every evening.",
        "ssss nsss nnu yy",
        35,
        ("went_back", "private_contract_trouble"),
        stage=2,
        says=(
            ("plan", r"188"),
            ("plan", r"法テラス"),
            ("plan", r"弁護士"),
        ),
        silent=(("now", r"前の担当"),),
        phones=("188",),
        review="A17",
    ),
    Family(
        "mito_27_contract",
        "The mother signed with a private visit service; her daughter of 27 was never asked. The "
        "second bill is higher than the first.",
        "snsn nnnn nnu yy",
        27,
        ("private_contract_trouble",),
        stage=1,
        says=(("plan", r"法テラス"), ("plan", r"弁護士")),
        phones=("188",),
        review="A17",
    ),
    Family(
        "seto_53",
        "He is 53 and has begun to read the job paper aloud. He shops, sees the doctor's nurse, "
        "and keeps the garden.",
        "yyyy yyyy yyy yy",
        53,
        ("over_50_wants_work",),
        stage=3,
        now=("J3", "W1"),
        somewhere=("J6",),
        never=("J1",),
        says=(("not_yet", r"サポステ"),),
        silent=(("not_yet", r"(仕事|就労)の?窓口を、?いま"),),
    ),
    Family(
        "seto_66",
        "The same wish at 66, after the parents' death.",
        "yyyy yyyy yyy yy",
        66,
        ("over_50_wants_work",),
        stage=3,
        somewhere=("J3", "J6"),
        not_next=("I3", "J4", "J7"),
        never=("J1",),
        says=(("plan", r"地域包括"), ("J6", r"市町村|市区町村|自治体|町で")),
        silent=(("plan", r"65歳未満"), ("plan", r"本人の年齢の窓口ではありません")),
        review="A14",
    ),
    Family(
        "seto_70_alone",
        "He is 70 and lives alone with a cat. His cousin asks; he answers her messages on Sundays.",
        "ysuu usns nnu yy",
        70,
        ("lives_alone",),
        never=("J1",),
        not_next=("I3", "J4", "J7"),
        says=(("plan", r"地域包括"), ("not_yet", r"突然|知らせず|断りなく")),
        silent=(
            ("signs", r"部屋の外|あいさつ"),
            ("plan", r"本人の年齢の窓口ではありません"),
        ),
        review="A10",
    ),
    Family(
        "otaru_36_tired",
        "The mother has not slept through for weeks; the father works nights. Their daughter of "
        "36 comes down for supper.",
        "snsn nnnn nnu yy",
        36,
        ("family_exhausted",),
        stage=1,
        first=("F4",),
        now=("F4", "F2"),
        somewhere=("F1",),
        says=(("not_yet", r"一人で|ひとりで"),),
        silent=(("plan", r"前の窓口では"), ("plan", r"続きませんでした")),
    ),
    Family(
        "otaru_36_refused",
        "They phoned a centre in April and were told to come back with him. The parents are "
        "well, but do not know where else to ask.",
        "snsn nnnn nnu yy",
        36,
        ("refused_elsewhere",),
        stage=1,
        somewhere=("F1", "F2"),
        says=(("plan", r"別の窓口|別の所|ほかの窓口|ほかの所"),),
        review="A7",
    ),
    Family(
        "otaru_31_q12",
        "The parents say of themselves: we do not sleep, and nobody knows. Their son of 31 is in "
        "his room.",
        "snsn nnnn nnu nn",
        31,
        stage=1,
        first=("F4", "F1", "F2"),
        now=("F4",),
        silent=(("plan", r"前の窓口では"), ("plan", r"続きませんでした")),
    ),
    Family(
        "ebetsu_38_apart",
        "He is 38 and lives in another town. The parents send money each month; since summer the "
        "messages stay unread.",
        "uuuu uuuu uuu yy",
        38,
        ("lives_alone",),
        stage=None,
        now=("F1",),
        after=("O2",),
        says=(
            ("F1", r"本人[がの]住む"),
            ("not_yet", r"突然|知らせず|断りなく"),
            ("not_yet", r"仕送り"),
            ("signs", r"メッセージ|返信|返事|既読|連絡"),
        ),
        silent=(("signs", r"部屋の外|あいさつ"),),
        review="A16",
    ),
    Family(
        "ebetsu_38_in_sight",
        "The same son, seen more clearly now: he lies down most of the day, his sister visits.",
        "snsn nnnn nnu yy",
        38,
        ("lives_alone", "stays_in_room"),
        stage=1,
        says=(("signs", r"メッセージ|返信|返事|既読|連絡"), *(("not_yet", one) for one in MINDS)),
        silent=(("signs", r"部屋の外|あいさつ"),),
        review="A16",
    ),
    Family(
        "unseen_33",
        "A father who works abroad answers: he cannot say how his son of 33 lives.",
        "uuuu uuuu uuu yy",
        33,
        stage=None,
        now=("F1",),
        after=("O2", "R0"),
        not_now=WORK,
        waits={"O2": "turn"},
    ),
    Family(
        "quiet_28",
        "Nothing is difficult at the moment, say both; they came out of interest.",
        "yyyy yyyy nyy yy",
        28,
        has_difficulty=False,
        not_now=("S0", "S1"),
    ),
    # --- What is there already ---
    Family(
        "naha_45_in_treatment",
        "He is 45, in treatment for six years, with a self-support certificate. He lies awake "
        "till five.",
        "snsn nnnn nnu yy",
        45,
        ("depressed_or_reversed_days",),
        in_use=("doctor", "self_support_medical"),
        stage=1,
        silent=(("plan", r"初めての(予約|受診)"), ("M2", r"初めて|はじめて")),
        says=(("plan", r"主治医|かかりつけ|いまの医師|担当の医師|通っている"),),
        review="A6",
    ),
    Family(
        "naha_47_daycare",
        "He is 47, diagnosed as an adult, and has been at a day care on Tuesdays since March.",
        "ssss ssss nnu yy",
        47,
        ("developmental_diagnosis",),
        in_use=("doctor", "psychiatric_daycare"),
        stage=2,
        silent=(
            ("plan", r"初めての(予約|受診)"),
            ("plan", r"デイケア[をの].{0,4}見学"),
            ("M3", r"見学|初めて|はじめて"),
        ),
        review="A6",
    ),
    Family(
        "naha_33_handbook",
        "She is 33, has a handbook of grade 3 and a diagnosis. She writes to two people and wants "
        "to see something outside.",
        "ssss ssss nnu yy",
        33,
        in_use=("handbook", "diagnosis"),
        stage=2,
        waits={"M3": "sign", "I3": "sign", "J4": "sign"},
        says=(("plan", r"デイケア|生活訓練"),),
    ),
    Family(
        "naha_39_training",
        "At 39 she goes to life-skills training twice a week on a certificate and likes the "
        "cooking.",
        "ssss ssss ynu yy",
        39,
        ("goes_out",),
        in_use=("recipient_certificate", "life_skills_training"),
        stage=2,
        silent=(("I3", r"見学|初めて|はじめて|申し込|申請"),),
    ),
    Family(
        "naha_40_pension",
        "He is 40, receives a disability pension, and money is short all the same.",
        "ssss ssss nnu yy",
        40,
        ("money_trouble",),
        in_use=("disability_pension", "doctor"),
        stage=2,
        somewhere=("W1",),
        silent=(("plan", r"初めての(予約|受診)"), ("plan", r"障害年金.{0,6}(請求|申請)")),
    ),
    Family(
        "naha_32_supporter",
        "A worker of the town has come to the parents each month for a year. Their son of 32 "
        "knows her name.",
        "snss nnns nnu yy",
        32,
        ("stays_in_room",),
        in_use=("supporter", "support_centre", "family_association"),
        stage=1,
        silent=(("F1", r"初めて|はじめて"), ("F2", r"初めて|はじめて")),
        says=tuple(("not_yet", one) for one in MINDS),
    ),
    # --- Money for today ---
    Family(
        "chiba_44_no_food",
        "The fridge is empty and the power was cut this morning. She is 44 and lives with her "
        "mother.",
        "snsn nnnn nnu yy",
        44,
        ("money_trouble",),
        danger={"money": "now"},
        alert="money",
        stage=1,
        first=("W1",),
        now=("W1",),
        somewhere=("W2",),
        days={"W1": THURSDAY},
        says=(
            ("W1", r"緊急小口"),
            ("W1", r"フードバンク"),
            ("W1", r"住居確保給付金"),
            ("W1", r"居住支援"),
            ("W2", r"(その日|今日|当日|きょう)[^。]*申請"),
        ),
        silent=(("not_yet", r"社協[^。（]{0,8}(借|貸)[^。（]{0,6}こと"),),
        review="A11",
    ),
    Family(
        "chiba_44_year_end",
        "The same on 29 December, when the offices have closed for the year.",
        "snsn nnnn nnu yy",
        44,
        danger={"money": "now"},
        today=YEAR_END,
        alert="money",
        first=("W1",),
        now=("W1",),
        days={"W1": date(2027, 1, 4)},
        review="A11",
    ),
    Family(
        "chiba_57_and_danger",
        "Rent and food are gone, and for three nights he has not slept and talks to somebody who "
        "is not there. He is 57.",
        "snsn nnnn nnu yy",
        57,
        danger={"money": "now", "sudden_change": "recent"},
        today=LONG_WEEKEND,
        alert="soon",
        first=("S0", "M1"),
        now=("M1", "W1"),
        days={"M1": date(2026, 11, 24), "W1": date(2026, 11, 24)},
        says=(("W1", r"緊急小口"), ("W1", r"フードバンク")),
    ),
    # --- Danger ---
    Family(
        "iwaki_28_changed",
        "For ten days he has hardly slept, hears voices behind the wall and is afraid of the "
        "television. He is 28 and has refused every doctor.",
        "nnsn nnnn nnn nn",
        28,
        ("refuses_doctor", "stays_in_room"),
        danger={"sudden_change": "now"},
        alert="now",
        first=("S0",),
        now=("S0", "M1"),
        not_now=WORK,
        days={"M1": THURSDAY, "F2": None},
        says=(
            ("now", r"精神科救急"),
            ("now", r"保健所"),
            ("now", r"精神保健福祉センター"),
            ("now", r"眠"),
            ("now", r"消防|警察|役所"),
        ),
        phones=("110", "119"),
        review="A4",
    ),
    Family(
        "iwaki_28_new_year",
        "The same change, less sharp, on New Year's Eve.",
        "snsn nnnn nnu yy",
        28,
        danger={"sudden_change": "recent"},
        today=NEW_YEARS_EVE,
        alert="soon",
        now=("M1",),
        days={"M1": date(2027, 1, 4)},
        says=(("M1", r"精神科救急"),),
        review="A4",
    ),
    Family(
        "sano_41_father_hurt",
        "Twice this month he has pushed his father, who is 72. He is 41 and breaks cups when "
        "the door is opened.",
        "snsn nnnn nnu sn",
        41,
        ("violence", "family_exhausted"),
        danger={"violence": "recent"},
        threatened={"elderly": "yes", "minor": "no"},
        alert="soon",
        first=("S0", "M1"),
        now=("M1",),
        somewhere=("F4", "F5"),
        not_now=("F3",),
        days={"M1": THURSDAY},
        says=(
            ("now", r"110"),
            ("now", r"離れ|逃げ"),
            ("not_yet", r"がまん|我慢"),
            ("not_yet", r"連れ出"),
        ),
        phones=("#9110",),
        review="A4",
    ),
    Family(
        "sano_19_little_sister",
        "He is 19 and stood in the hall with a kitchen knife tonight, a Saturday. His sister is "
        "nine.",
        "snsn nnnn nnu yn",
        19,
        danger={"violence": "now"},
        threatened={"elderly": "no", "minor": "yes"},
        today=SATURDAY,
        alert="now",
        first=("S0",),
        now=("S0", "M1"),
        days={"M1": date(2026, 11, 30), "F2": None},
        says=(("now", r"110"), ("now", r"離れ|逃げ")),
        phones=("110", "189"),
        review="A4",
    ),
    Family(
        "sano_31_flag_only",
        "No danger this month, says the mother; last year he struck the wall. He is 31.",
        "snsn nnnn nnu yy",
        31,
        ("violence",),
        now=("M1",),
        somewhere=("F1",),
        not_now=("F3",),
        says=(("not_yet", r"がまん|我慢"),),
    ),
    Family(
        "gero_23_self_harm",
        "She is 23 and wrote to her brother that she would rather not be here. She was calm at "
        "supper.",
        "ssss ssss nnu yy",
        23,
        danger={"self_harm": "recent"},
        alert="soon",
        first=("S0", "M1"),
        now=("M1",),
        days={"M1": THURSDAY},
        says=(
            ("now", r"遠ざけ|遠く|手の届かない|しまう|預け"),
            ("now", r"ひとり|一人|そば"),
        ),
        phones=("0120-061-338",),
        review="A5",
    ),
    Family(
        "gero_16_self_harm_and_school",
        "He is 16, cuts his arms of late, and has not been at school since the summer.",
        "ssss nsss nnu yy",
        16,
        ("school_or_diploma",),
        danger={"self_harm": "recent"},
        alert="soon",
        first=("S0", "M1"),
        now=("M1", "I4"),
        never=("J3", "J4", "J7", "I3"),
        days={"M1": THURSDAY},
        says=(CHILD_LINE, ("now", r"遠ざけ|遠く|手の届かない|しまう|預け")),
        review="A9",
    ),
    Family(
        "gero_17_golden_week",
        "She has taken too many tablets; it is the Saturday before five days of holidays. She is "
        "17 and answers for herself.",
        "snsn nnnn nnu yy",
        17,
        danger={"self_harm": "now"},
        answerer="person",
        today=GOLDEN_WEEK,
        alert="now",
        first=("S0",),
        now=("S0", "M1"),
        days={"M1": date(2027, 5, 6), "F2": None},
        says=(CHILD_LINE, ("now", r"119")),
        phones=("119", "0120-061-338"),
        review="A5",
    ),
    Family(
        "toki_40_not_eating",
        "For a day and a half he has drunk nothing, and he answers slowly. He is 40.",
        "nnsn nnnn nnu yy",
        40,
        danger={"not_eating": "now"},
        alert="now",
        first=("S0",),
        now=("S0", "M1"),
        days={"M1": THURSDAY, "F2": None},
        says=(("now", r"119"), ("now", r"内科"), ("now", r"往診")),
        phones=("119",),
        review="A12",
    ),
    Family(
        "toki_58_thin",
        "He is 58 and has grown thin since September. The mother of 84 cooks for two and eats "
        "with him.",
        "snss nnnn nnu yy",
        58,
        ("parents_elderly",),
        danger={"not_eating": "recent"},
        today=COMING_OF_AGE,
        alert="soon",
        first=("S0", "M1"),
        now=("M1",),
        days={"M1": date(2027, 1, 12)},
        after=("P1", "R0"),
        says=(("now", r"内科"),),
        review="A12",
    ),
    Family(
        "nara_25_first_time",
        "The mother says: I might fall down. It is the first time that she tells anybody. Her "
        "son is 25.",
        "snsn nsnn nnn yy",
        25,
        danger={"family_limit": "recent"},
        alert="family",
        stage=1,
        first=("F4",),
        now=("F4",),
        somewhere=("F1",),
        silent=(("plan", r"前の窓口では"), ("plan", r"続きませんでした")),
        review="A7",
    ),
    Family(
        "nara_25_tonight",
        "The same mother, tonight: she thinks of dying together with him.",
        "snsn nsnn nnn nn",
        25,
        danger={"family_limit": "now"},
        alert="now",
        first=("S0",),
        now=("S0", "F4"),
        silent=(("plan", r"前の窓口では"),),
        phones=("110", "0120-061-338"),
    ),
    # --- Who is being hurt ---
    Family(
        "awa_29_hurt",
        "She is 29 and answers herself: her father comes into the room at night and strikes her.",
        "snsn nsns nnu nn",
        29,
        danger={"harmed": "now"},
        answerer="person",
        alert="now",
        first=("S1",),
        now=("S1",),
        not_now=("F2", "F3", "F4", "F5", *WORK),
        says=(*SHELTER, ("plan", r"#8778|DV相談|0120-279-889")),
        silent=(("now", r"家族に渡"),),
        phones=("110",),
        review="A3",
    ),
    Family(
        "awa_15_hurt",
        "A boy of 15 answers himself: of late the mother's friend shouts at him and takes his "
        "meals away.",
        "ssss nsss nnu nn",
        15,
        ("school_or_diploma",),
        danger={"harmed": "recent"},
        answerer="person",
        alert="soon",
        first=("S1",),
        now=("S1",),
        not_now=("F2", "F3", "F4", "F5"),
        never=("J3", "J4", "J7", "I3"),
        says=(*SHELTER, ("plan", r"189"), CHILD_LINE),
        silent=(("now", r"家族に渡"),),
        review="A3",
    ),
    Family(
        "awa_16_hurt_and_no_rent",
        "She is 16 and out of school since May; she sleeps by day. Her uncle strikes her of late, "
        "and the rent of the last month is not paid.",
        "yyyy yyyy yyy yy",
        16,
        ("school_or_diploma", "depressed_or_reversed_days"),
        danger={"harmed": "recent", "money": "recent"},
        alert="soon",
        first=("S1",),
        now=("S1", "W1", "I4"),
        not_now=("F2", "F3", "F4", "F5"),
        never=("J4", "J7", "I3"),
        says=(*SHELTER, ("plan", r"189"), CHILD_LINE),
        review="A9",
    ),
    Family(
        "awa_68_hurt",
        "He is 68; his younger brother, who lives with him, takes the pension and has struck him "
        "twice of late. A neighbour answers with him.",
        "ssss nsns nnu yy",
        68,
        danger={"harmed": "recent"},
        alert="soon",
        first=("S1",),
        now=("S1",),
        not_now=("F2", "F3", "F4", "F5"),
        says=(*SHELTER, ("plan", r"地域包括")),
        review="A3",
    ),
    Family(
        "awa_41_aunt",
        "An aunt answers: her nephew of 41 is locked out by his father when he has eaten too "
        "much. It has happened again this week; the parents are worn out.",
        "snsn nnnn nnu nn",
        41,
        ("family_exhausted", "parents_elderly"),
        danger={"harmed": "recent", "family_limit": "recent"},
        alert="soon",
        first=("S1",),
        now=("S1",),
        not_now=("F2", "F3", "F4", "F5"),
        after=("P1", "R0"),
        says=(*SHELTER, ("plan", r"#8778|DV相談|0120-279-889")),
        review="A3",
    ),
    Family(
        "awa_36_both",
        "She is 36; her mother strikes her and she strikes back. Both this month.",
        "snsn nnnn nnu nn",
        36,
        danger={"harmed": "recent", "violence": "recent"},
        answerer="person",
        alert="soon",
        first=("S1",),
        now=("S1", "M1"),
        not_now=("F2", "F3", "F4", "F5"),
        days={"M1": THURSDAY},
        says=SHELTER,
        review="A3",
    ),
    # --- The person answers ---
    Family(
        "own_31",
        "I am 31. I eat at night and have not been out since the winter. I would like somebody "
        "to phone for me.",
        "snsn nnnn nnu uu",
        31,
        ("stays_in_room",),
        answerer="person",
        stage=1,
        now=("F1", "F2"),
        days={"F2": None},
        says=(("plan", r"家族に渡"), ("plan", r"本人です")),
        silent=(("plan", r"お子さん|本人を動かす"), ("not_yet", r"サポステ|50歳")),
    ),
    Family(
        "own_27_wants_work",
        "I am 27, I go to the library each week and I want to repair bicycles for a living.",
        "yyyy yyyy yyy uu",
        27,
        ("job_experience_not_lasting",),
        answerer="person",
        stage=3,
        now=("J1",),
        after=("J2", "J3"),
        waits={"J2": "sign", "J3": "sign"},
        silent=(("not_yet", r"(仕事|就労)の?窓口を、?いま"),),
    ),
    # --- The edges of the ages of work ---
    Family(
        "edge_49",
        "The last year of サポステ: he is 49, three jobs did not last, he wants another.",
        "yyyy yyyy yyy yy",
        49,
        ("job_experience_not_lasting",),
        stage=3,
        now=("J1",),
        review="A8",
    ),
    Family(
        "edge_50",
        "One year later, at 50, the way to work leads elsewhere.",
        "yyyy yyyy yyy yy",
        50,
        ("job_experience_not_lasting",),
        stage=3,
        never=("J1",),
        somewhere=("J3",),
    ),
    Family(
        "edge_65",
        "She is 65, her mother of 90 lives with her. She goes out for the shopping.",
        "ssss ssss nnu yy",
        65,
        ("goes_out", "parents_elderly"),
        stage=2,
        never=("J1",),
        not_next=("I3", "J4", "J7"),
        after=("P1", "R0"),
        says=(("plan", r"地域包括"),),
        silent=(("plan", r"本人の年齢の窓口ではありません|わたしの年齢は関係しません"),),
        review="A10",
    ),
)
