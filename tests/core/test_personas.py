"""Thirty fictional households: from a narrative to the expected foothold and first steps.

All are invented. The letters answer Q1–Q4 土台 | Q5–Q8 外への動き | Q9–Q11 続ける力 | Q12–Q13 家族;
the comment in each says how the two gates of facts/support_domain.md §3.5 lead to the result.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from core import Case, StageCheck, assess, compose_plan, merge_answers
from core.catalog import Catalog
from tests.core.conftest import check, safety

TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Persona:
    """One household. ``now`` and ``after`` name steps that must stand there, ``never`` nowhere."""

    id: str
    story: str
    letters: str
    stage: int | None
    range: tuple[int, int] | None
    near: bool = False
    alert: str = "none"
    notices: frozenset[str] = frozenset()
    family_first: bool = False
    outcome: str = "stage"
    age: int | None = None
    flags: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)
    first: str | None = None
    now: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_now: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    @property
    def check(self) -> dict[str, Any]:
        return check(self.letters, **self.more)


WORK = ("J1", "J2", "J3", "J4", "J5", "J6")

PERSONAS = (
    Persona(
        "P01_部屋の前の食器",
        "28歳の長男。2年前から自室を出ない。食事は戸の前に置くと空になっている。声をかけても"
        "返事はない。母は友人に話を聞いてもらえている。",
        # Q1 ときどき; 土台は1つ、外は0。門1にはいくつも足りない。Q11は用事がなく「わからない」。
        "snnn nnnn nnu yy",
        1,
        (1, 1),
        age=28,
        flags=("stays_in_room",),
        now=("F1", "F2"),
        after=("O2", "F3", "O1"),
        not_now=(*WORK, "I1", "O1"),
    ),
    Persona(
        "P02_昼夜逆転と落ちこみ",
        "33歳の長女。明け方に寝て夕方に起きる。「何もする気がしない」と泣く日が多い。夜中に好きな"
        "ラジオを聞く。父は眠れない夜が続く。",
        # 土台 Q1,Q3 の2つ、外 Q6 の1つ。あと一つでは門1は開かない。Q12=いいえ → 家族が先。
        "snsn nsnn nnu ny",
        1,
        (1, 1),
        family_first=True,
        age=33,
        flags=("depressed_or_reversed_days",),
        now=("M1", "M2"),
        after=("I1", "J4"),
        not_now=WORK,
    ),
    Persona(
        "P03_続かないアルバイト",
        "26歳の二男。倉庫、コンビニと3か月ずつ働いてやめた。毎朝起きて図書館へ行き、「今度は人の"
        "少ない所で働きたい」と自分から話す。",
        # a はい b はい c はい d はい e はい f はい。
        "yyyy yyyy yys yy",
        3,
        (3, 3),
        age=26,
        flags=("job_experience_not_lasting",),
        now=("J1",),
        after=("J2", "J3"),
    ),
    Persona(
        "P04_診断のあとの足踏み",
        "29歳。3年前に発達障害の診断。月一度の通院と、ゲームの仲間とのやりとりがある。外出は"
        "家族と一緒。仕事の話はまだ出ない。",
        # 門1は通る。a Q10いいえ と c Q5ときどき の二つが足りない。
        "yssy sysy ynu ys",
        2,
        (2, 2),
        age=29,
        flags=("developmental_diagnosis",),
        now=("M4",),
        after=("J4",),
        not_now=WORK,
    ),
    Persona(
        "P05_八十代の母と五十代の子",
        "54歳の長男と82歳の母。夕方に短い散歩に出ることがある。母は「私のあとが心配」と眠れず、"
        "だれにも話していない。",
        # 土台は4つ。外は Q5 だけ。Q7 か Q8 があと一つで門1が開く → 足場2の入口。
        "ssss snnn nnu nn",
        1,
        (1, 1),
        near=True,
        family_first=True,
        age=54,
        flags=("parents_elderly",),
        # Q12 いいえ → F4 が先頭(§4.1)、つづいて F5。
        first="F4",
        now=("F4", "F5", "F1"),
        after=("W1", "I2", "P1"),
        not_now=WORK,
        never=("J1",),
    ),
    Persona(
        "P06_電気料金の赤い紙",
        "45歳。両親の年金で暮らす。電気料金の督促状が届いた。生活は整い、一人で買い物へ行く。"
        "「そのうち働けたら」と言うことがある。",
        # 門1は通る。a ときどき と f(いいえ・わからない)の二つが足りない。お金は「今」→ money。
        "yyyy ysss nsu yy",
        2,
        (2, 2),
        alert="money",
        age=45,
        flags=("money_trouble",),
        more={"safety": safety(money="now")},
        first="W1",
        now=("W1",),
        not_now=WORK,
    ),
    Persona(
        "P07_壁の穴と七十代の父",
        "31歳。先月、物を投げて壁に穴があき、70歳の父が腕を打った。今は静か。父は眠りが浅い。",
        # 土台 Q1,Q2,Q4 の3つ。外は Q6 だけで、Q7 か Q8 があと一つ → 入口。暴力は「最近」→ soon。
        "ssns nsnn nnu ny",
        1,
        (1, 1),
        near=True,
        alert="soon",
        family_first=True,
        age=31,
        flags=("violence",),
        more={"safety": safety(violence="recent"), "threatened": {"elderly": "yes", "minor": "no"}},
        first="S0",
        now=("S0", "M1", "F5"),
        not_now=("F3", *WORK),
    ),
    Persona(
        "P08_いま台所で大声が",
        "年齢を書かない家族。今まさに物が飛んでいる。本人の毎日のことはほとんど見えていない。",
        # わからないが Q1,Q5,Q6,Q7,Q9,Q10 の6つ → 足場は出さない。すべて「はい」でも Q2〜Q4 が
        # いいえで門1は開かない → (1, 1)。
        "unnn uuun uun uu",
        None,
        (1, 1),
        alert="now",
        outcome="unclear",
        flags=("violence",),
        more={"safety": safety(violence="now")},
        first="S0",
        not_now=WORK,
    ),
    Persona(
        "P09_高校を休んで一年",
        "16歳。朝は起きられない日もあるが、妹とよく話し、絵の仲間に会いたがる。「高校は出たい"
        "気もする」。",
        # 門1は通る。a ときどき、c ときどき、f なし の三つが足りない。
        "ysys snsy nsu ys",
        2,
        (2, 2),
        age=16,
        flags=("school_or_diploma",),
        now=("I4",),
        after=("J5",),
        not_now=WORK,
    ),
    Persona(
        "P10_意欲だけが先に",
        "27歳。「すぐ働く」と毎日言い、一人で出歩き、友人も多い。けれど食べない日と、夜どおし"
        "起きている日が続き、風呂にも入らない。足し算なら高い点になる、わなの一つめ。",
        # Q1 いいえ → 門1は通らない。Q1 が○なら土台は3つ → 入口。仕事の窓口はまだ。
        "nnyy yyyy yyy yy",
        1,
        (1, 1),
        near=True,
        age=27,
        flags=("job_experience_not_lasting",),
        not_now=WORK,
    ),
    Persona(
        "P11_土台が二つだけ",
        "24歳。資格の本を買い、説明会の予約も自分で取る。起きる時間は毎日ばらばらで、家族とは"
        "半年、言葉をかわしていない。わなの二つめ。",
        # 土台は Q1,Q4 の2つ。Q2 か Q3 があと一つで門1 → 入口。それでも足場1で計画する。
        "ynny yyyy yyy ny",
        1,
        (1, 1),
        near=True,
        family_first=True,
        age=24,
        flags=("goes_out",),
        not_now=WORK,
    ),
    Persona(
        "P12_土台が一つ、希望はたくさん",
        "30歳。「留学したい」と語り、一人で遠出もする。身の回りのことはできず、家では口をきかず、"
        "昼夜も定まらない。わなの三つめ。",
        # Q1 いいえ、土台は Q4 だけ。Q1 が○でも2つ → 入口でもない。
        "nnny yyyy nyn yy",
        1,
        (1, 1),
        near=False,
        age=30,
        not_now=WORK,
    ),
    Persona(
        "P13_離れて暮らす息子",
        "38歳。隣の県で一人暮らし。電話に出ず、様子がわからない。姉が会に来た。",
        # すべて「わからない」→ 足場は出さない。安全の問いも「わからない」→ 見方のヒントを出す。
        "uuuu uuuu uuu sy",
        None,
        (1, 3),
        outcome="unclear",
        notices=frozenset({"safety_unknown"}),
        age=38,
        flags=("lives_alone",),
        more={"safety": {}},
        now=("F1",),
        after=("O2",),
        not_now=WORK,
    ),
    Persona(
        "P14_困っていない",
        "41歳。家で翻訳の下請けをし、家族も本人も困っていない。会の見学に来ただけ。",
        # Q0 ない、安全も「ない」→ 足場を出さない。
        "yyyy ssss yyy yy",
        None,
        None,
        outcome="no_difficulty",
        age=41,
        more={"has_difficulty": False},
        not_now=WORK,
    ),
    Persona(
        "P15_困っていないと言うけれど",
        "22歳。父は「困りごとはない」と答えたが、先週「消えたい」と書いた紙を見つけた。",
        # Q0 ない、でも R1 最近 → soon、足場も出す。a だけ足りず Q10 ときどき → 3の入口。
        "yyyy yyss sss yy",
        2,
        (2, 2),
        near=True,
        alert="soon",
        age=22,
        more={"has_difficulty": False, "safety": safety(self_harm="recent")},
        not_now=WORK,
    ),
    Persona(
        "P16_本人が自分で答えた",
        "31歳の本人。「在宅でデザインの仕事がしたい」。外へは母とだけ出る。人と会うと一日は"
        "疲れるが、翌々日には戻る。",
        # 足りないのは c(Q5 ときどき)だけ、Q10 はい → 3の入口。でも計画は足場2で。
        "ysyy ssys nys ss",
        2,
        (2, 2),
        near=True,
        age=31,
        more={"answerer": "person"},
        not_now=WORK,
    ),
    Persona(
        "P17_相談で断られた母",
        "36歳。母は市の窓口で「本人が来ないと」と言われ、ひどく疲れている。倒れそうだと感じた日が"
        "あった。",
        # 土台 Q1,Q2,Q4 の3つ、外は0。R6 最近 → family。
        "ssns nnnn nnu nn",
        1,
        (1, 1),
        alert="family",
        family_first=True,
        age=36,
        flags=("family_exhausted",),
        more={"safety": safety(family_limit="recent")},
        first="F4",
        now=("F4", "F2"),
        not_now=WORK,
    ),
    Persona(
        "P18_家族が限界のいま",
        "29歳。父は今夜「一緒に死のうか」と考えている自分に気づいた。",
        # R6 今 → now。土台4つ、外 Q5,Q6,Q8 → 門1。Q10 いいえ、Q7 いいえ → 2。
        "ssss ssns nnu nn",
        2,
        (2, 2),
        alert="now",
        family_first=True,
        age=29,
        more={"safety": safety(family_limit="now")},
        first="S0",
        not_now=WORK,
    ),
    Persona(
        "P19_通っていた居場所をやめた",
        "35歳。半年通った居場所を夏にやめ、また部屋で過ごすことがふえた。家族とは食卓で話す。",
        # 土台 Q1,Q3,Q4 の3つ、外は Q6 だけ。Q7 か Q8 があと一つ → 入口。
        "snss nsnn nnn ys",
        1,
        (1, 1),
        near=True,
        age=35,
        flags=("went_back",),
        after=("M1", "I1"),
        not_now=(*WORK, "I1"),
    ),
    Persona(
        "P20_五十代の再出発",
        "53歳。父を見送り、家事をこなし、毎朝散歩する。「倉庫の仕事を週2日から」と自分で話す。",
        # a〜f すべて。50歳以上なのでサポステ(15〜49歳)は出さない。
        "yyyy yysy yys yy",
        3,
        (3, 3),
        age=53,
        flags=("over_50_wants_work",),
        now=("J3", "W1"),
        never=("J1",),
    ),
    Persona(
        "P21_散歩と将棋の仲間",
        "41歳。毎日の散歩、週一の将棋。働く話は一度も出たことがない。",
        # 足りないのは a だけ。でも Q10 いいえ → 入口とは言わない(話していない人を仕事へ押さない)。
        "ysyy yysn snn yy",
        2,
        (2, 2),
        near=False,
        age=41,
        flags=("goes_out",),
        now=("I1",),
        after=("I2", "I3"),
        not_now=WORK,
    ),
    Persona(
        "P22_病院はいやだ",
        "24歳。眠れないと言うが「病院」と聞くと部屋へ戻る。診断はない。",
        # 土台 Q1,Q3 の2つ、外は0。
        "snsn nnnn nnu yy",
        1,
        (1, 1),
        age=24,
        flags=("refuses_doctor",),
        now=("F1", "M1"),
        after=("M2",),
        not_now=("M2", *WORK),
    ),
    Persona(
        "P23_水も飲まない",
        "20歳。三日ほとんど食べず、今朝は水も飲まない。呼びかけに反応が弱い。",
        "nnnn nnnn nnu nn",
        1,
        (1, 1),
        alert="now",
        family_first=True,
        age=20,
        more={"safety": safety(not_eating="now")},
        first="S0",
        not_now=WORK,
    ),
    Persona(
        "P24_いくつも重なった",
        "32歳。先月「死にたい」と言った。家賃が払えない。母は手を上げそうになった日があった。",
        # 土台 Q1,Q3 の2つ、外 Q6,Q8(Q8あり)。Q2 か Q4 があと一つ → 入口。一番重い soon、残りは注意。
        "snsn nsns nnu nn",
        1,
        (1, 1),
        near=True,
        alert="soon",
        family_first=True,
        notices=frozenset({"money", "family"}),
        age=32,
        flags=("money_trouble", "family_exhausted"),
        more={"safety": safety(self_harm="recent", money="now", family_limit="recent")},
        now=("W1",),
        not_now=WORK,
    ),
    Persona(
        "P25_ときどき帰る姉",
        "35歳の弟のことを、月に一度帰る姉が答えた。二階にいるか、一人で出るか、行きたい所があるかは"
        "わからない。",
        # わからないは Q4,Q5,Q8 の3つ。すべて「はい」なら門1(Q5,Q6,Q8)。Q10 いいえ → 最高でも2。
        # Q8 があと一つで門1 → 入口。
        "sssu uynu snu ss",
        1,
        (1, 2),
        near=True,
        age=35,
        not_now=WORK,
    ),
    Persona(
        "P26_わからないが五つ",
        "40歳の兄を、離れて住む弟が答えた。土台の四つと外出がわからない。したいことは本人から"
        "電話で聞いた。",
        # Q1〜Q5 の5つがわからない → 足場を出さない。すべて「はい」なら a〜f もそろう → (1, 3)。
        "uuuu uyyy sys yy",
        None,
        (1, 3),
        outcome="unclear",
        age=40,
        not_now=WORK,
    ),
    Persona(
        "P27_夜型の腕ききプログラマー",
        "34歳。「組み込みの仕事に就きたい」と具体的に話し、勉強会にも続けて出る。起きる時間だけが"
        "定まらない。",
        # 足りないのは b だけ、Q10 はい → 3の入口。
        "ynyy yyyy yyy yy",
        2,
        (2, 2),
        near=True,
        age=34,
        not_now=WORK,
    ),
    Persona(
        "P28_貯金が尽きた夫婦",
        "39歳の子と両親。貯金が尽きて食費をけずる。母は倒れそうだと感じた日があった。",
        # 門1は通る(Q5,Q7)。a ときどき、c ときどき、e ときどき、f なし。family が先、お金は注意。
        "ssss snsn nsu ny",
        2,
        (2, 2),
        alert="family",
        family_first=True,
        notices=frozenset({"money"}),
        age=39,
        flags=("money_trouble",),
        more={"safety": safety(money="recent", family_limit="recent")},
        now=("W1",),
        not_now=WORK,
    ),
    Persona(
        "P29_会で映す架空の例",
        "会で全員で答えるための例。居間でテレビを見て、近所の猫の話をし、釣具店に行きたがる。",
        # 土台4つ、外 Q6,Q8。a,c,d,e,f が足りない。
        "ssss nsns nnu yy",
        2,
        (2, 2),
        age=30,
        more={"answerer": "example"},
        not_now=WORK,
    ),
    Persona(
        "P30_中学二年の冬",
        "14歳。別室登校をやめて家にいる。祖父と買い物に出て、画面ごしに友だちと話す。",
        # 門1は通る(Q5,Q6,Q7)。Q10 いいえ。15歳未満にサポステは出さない。
        "ssss sssn nnu yy",
        2,
        (2, 2),
        age=14,
        flags=("school_or_diploma",),
        now=("I4",),
        not_now=WORK,
        never=("J1",),
    ),
)

ids = [persona.id for persona in PERSONAS]


def steps(column: Any) -> list[str]:
    return [step.id for step in column]


@pytest.mark.parametrize("persona", PERSONAS, ids=ids)
def test_the_story_leads_to_the_expected_foothold(catalog: Catalog, persona: Persona) -> None:
    result = assess(StageCheck.model_validate(persona.check), catalog)
    assert (result.outcome, result.stage, result.stage_range, result.near_next) == (
        persona.outcome,
        persona.stage,
        persona.range,
        persona.near,
    ), persona.story


@pytest.mark.parametrize("persona", PERSONAS, ids=ids)
def test_the_story_leads_to_the_expected_alert(catalog: Catalog, persona: Persona) -> None:
    result = assess(StageCheck.model_validate(persona.check), catalog)
    assert (result.alert, frozenset(result.notices), result.family_first) == (
        persona.alert,
        persona.notices,
        persona.family_first,
    ), persona.story


@pytest.mark.parametrize("persona", PERSONAS, ids=ids)
def test_the_story_leads_to_the_expected_steps(catalog: Catalog, persona: Persona) -> None:
    case = Case.model_validate(
        {"check": persona.check, "situation": list(persona.flags), "age": persona.age}
    )
    plan = compose_plan(case, catalog, today=TODAY)
    now, after = steps(plan.now), steps(plan.next) + steps(plan.later)
    assert now or persona.outcome == "no_difficulty"
    if persona.first is not None:
        assert now[0] == persona.first, persona.story
    assert set(persona.now) <= set(now), persona.story
    assert set(persona.after) <= set(after), persona.story
    assert set(persona.not_now).isdisjoint(now), persona.story
    assert set(persona.never).isdisjoint(now + after), persona.story


def test_the_siblings_one_deciding_question_is_named(catalog: Catalog) -> None:
    """P25: Q8 alone decides. With Q8 はい the two outside (Q6, Q8) are there whatever Q5 says."""
    sister = next(persona for persona in PERSONAS if persona.id.startswith("P25"))
    result = assess(StageCheck.model_validate(sister.check), catalog)
    assert set(result.deciding_unknowns) == {"wish_outside"}


def test_the_persons_own_answers_show_what_the_family_could_not_see(catalog: Catalog) -> None:
    """25歳。父は「何にも関心がない」と答えた。本人は「釣りの動画が好き」「釣具店に行きたい」
    「船の仕事がしたい」と書いた。父の見方だけなら足場1、二人を合わせると足場2。"""
    family = check("ssyn nnnn nnu ny")
    person = check("yysy ysns nyu yy", answerer="person")
    # 父: 土台 Q1,Q2,Q3 の3つ、外は0。
    alone = assess(StageCheck.model_validate(family), catalog)
    assert (alone.stage, alone.near_next) == (1, False)
    # 合わせて: Q1 ときどき Q2 ときどき Q3 ときどき Q4 いいえ | Q5 いいえ Q6 ときどき(本人)
    # Q7 いいえ Q8 ときどき(本人) | Q9 いいえ Q10 はい(本人) Q11 わからない。
    # 門1: 土台3つ、外 Q6,Q8 → 通る。門2: c,d,e,f が足りない → 2、入口ではない。
    both = merge_answers(StageCheck.model_validate(family), StageCheck.model_validate(person))
    result = assess(both, catalog)
    assert (result.stage, result.near_next, result.family_first) == (2, False, True)


def test_a_person_who_writes_of_wanting_to_die_is_heard_over_a_calm_family(
    catalog: Catalog,
) -> None:
    """19歳。母の答えでは安全は「ない」。本人の紙には「今、死にたい」。"""
    family = check("yyss ssss nns yy")
    person = check("ssss ssss nns yy", answerer="person", safety=safety(self_harm="now"))
    both = merge_answers(StageCheck.model_validate(family), StageCheck.model_validate(person))
    assert assess(both, catalog).alert == "now"
    plan = compose_plan(
        Case.model_validate({"check": both.model_dump(mode="json"), "age": 19}),
        catalog,
        today=TODAY,
    )
    assert plan.now[0].id == "S0"


def test_going_back_after_a_good_autumn_changes_the_plan_and_is_no_failure(
    catalog: Catalog,
) -> None:
    """37歳。秋は足場3だったが、職場体験のあと寝込み、冬は居間まで。前の計画の仕事の窓口は
    「いま」から消え、家族の一歩が戻る。"""
    autumn, winter = check("yyyy yyyy yyy yy"), check("snss nsnn nnn yy")
    assert assess(StageCheck.model_validate(autumn), catalog).stage == 3
    assert assess(StageCheck.model_validate(winter), catalog).stage == 1
    plan = compose_plan(
        Case.model_validate({"check": winter, "situation": ["went_back"], "age": 37}),
        catalog,
        today=TODAY,
    )
    assert set(steps(plan.now)).isdisjoint(WORK)
    assert any(step.id.startswith("F") for step in plan.now)


def test_there_are_at_least_twenty_four_households_and_none_twice() -> None:
    assert len(PERSONAS) >= 24
    assert len({persona.story for persona in PERSONAS}) == len(PERSONAS)
