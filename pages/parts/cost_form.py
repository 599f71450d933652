"""The questions of the cost screen. Little is asked first; everything may stay わからない."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core import Catalog, Plan, compose_plan
from core.figures import month_number
from core.plan.price import usual_times
from pages.parts import exemption, plan_sum, show, situation, store, usage_form
from pages.parts.fields import UNKNOWN, Faults, choice, say, text


def propose_services(catalog: Catalog) -> None:
    """On the first visit: the services of the plan's いま and 次, with usual times a month."""
    if store.case().get("usages_proposed"):
        return
    store.case()["usages_proposed"] = True
    if store.part("usages"):
        return
    plan = compose_plan(store.full_case(catalog), catalog, today=store.today())
    _count(usual_times(plan, store.edits(), catalog))


def _count(times: Mapping[str, int]) -> None:
    """Put services beside those that are counted already."""
    for service_id, count in times.items():
        store.part("usages").setdefault(service_id, {"times": count})


def from_plan(plan: Plan, catalog: Catalog) -> None:
    """What the plan's いま and 次 ask and the sum does not count, with one press to add it."""
    missing = plan_sum.left_out(plan, store.part("usages"), catalog)
    names = "、".join(plan_sum.paid_names(missing, catalog))
    if not names:
        return

    def add() -> None:
        _count(missing)
        plan_sum.done(f"{names}を足しました。")

    show.paragraphs(f"計画の一歩にあって、まだ足していない支援：{names}")
    st.button("計画の一歩から足す", key="add_from_plan", on_click=add)


def services(catalog: Catalog, faults: Faults) -> None:
    """Which services, how often a month, and the provider's own price where it is known."""
    st.header("使いたい支援と回数", anchor=False)
    usages = store.part("usages")
    shown = [one for one in usages if one in catalog.by_service]
    st.write("計画に出てくる支援を、よくある回数で入れてあります。変えてかまいません。")
    paying = [one for one in shown if catalog.service(one).cost_kind != "free"]
    free = [one for one in shown if one not in paying]
    with st.container():  # so that a new row does not push the fold below out of its place
        for service_id in paying:
            usage_form.row(catalog, service_id, shown.index(service_id), faults)
        if free:
            names = "、".join(catalog.service(one).name for one in free)
            show.paragraphs(f"利用料がかからない支援: {names}")
    others = [s for s in catalog.services if s.id not in usages and s.cost_kind != "free"]
    with st.expander("ほかの支援を足す・外す"):
        for service in others:
            st.button(
                f"足す：{service.name}",
                key=f"add_{service.id}",
                on_click=_add,
                args=(service.id, max(1, service.times_typical), service.name),
            )
        for service_id in shown:
            st.button(
                f"外す：{catalog.service(service_id).name}",
                key=f"drop_{service_id}",
                on_click=_drop,
                args=(service_id, catalog.service(service_id).name),
            )


def _add(service_id: str, times: int, name: str) -> None:
    store.part("usages")[service_id] = {"times": times}
    plan_sum.done(f"{name}を足しました。")


def _drop(service_id: str, name: str) -> None:
    store.part("usages").pop(service_id, None)
    plan_sum.done(f"{name}を外しました。")


def person(faults: Faults) -> None:
    """Age, marriage, 生活保護, and the month."""
    st.header(store.words("支援を使う人のこと", "わたしのこと"), anchor=False)
    raw = store.part("cost")
    about = raw.setdefault("person", {})
    situation.age()
    say(faults, "person.age")
    yes_no = {True: "はい", False: "いいえ"}
    choice("結婚していますか", yes_no, about, "spouse", "cost_spouse")
    choice("生活保護を受けていますか", yes_no, about, "public_assistance", "cost_assistance")
    months = _months()
    raw.setdefault("month", months[0])
    if raw["month"] not in months:
        months.insert(0, raw["month"])
    st.selectbox(
        "どの月の費用ですか",
        months,
        format_func=lambda month: f"{month[:4]}年{int(month[5:])}月",
        **store.bound("cost_month", raw["month"], lambda month: raw.update(month=month)),
    )


def _months() -> list[str]:
    first = month_number(f"{store.today():%Y-%m}")
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(first, first + 12)]


def welfare(catalog: Catalog, faults: Faults, by_guardians: bool) -> None:
    """障害福祉: the taxes of the person and the spouse, never of the parents (18 and older).

    ``by_guardians``: those of the guardians' household (below 18, in a facility below 20).
    Asked only when a 障害福祉 service is used: nothing else depends on it.
    """
    used = [one for one in store.part("usages") if one in catalog.by_service]
    if not any(catalog.service(one).cost_kind == "welfare" for one in used):
        return
    st.header("障害福祉サービスの上限", anchor=False)
    home = store.part("cost").setdefault("welfare", {})
    me, parents = store.words("本人", "わたし"), store.words("親御さん", "親")
    if by_guardians:
        st.write("18歳未満（入所では20歳未満）は、保護者の世帯の住民税を見ます。")
        label = "保護者の世帯の住民税"
        hint = "世帯の中に課税の人がいれば、課税です。6月ごろ届く住民税の通知書で確かめられます。"
    else:
        st.write(f"18歳以上では、{me}（と配偶者）の住民税だけを見ます。{parents}の収入は見ません。")
        label = f"{me}（と配偶者）の住民税"
        hint = "前の年の収入がない人は、非課税のことが多いです。申告をしていないと、役所が判断できないことがあります。"
    say(faults, "welfare")
    tax = choice(
        label,
        {"exempt": "非課税（かからない）", "taxed": "課税（かかる）", "unknown": UNKNOWN},
        home,
        "tax",
        "welfare_tax",
        hint,
    )
    if tax == "unknown" and not by_guardians:
        exemption.ask(home)
    if tax != "exempt":
        home_has_levy(home, faults)
    else:
        home.pop("income_levy_yen", None)
        st.session_state.pop("welfare_levy", None)
    with st.expander("受給者証がある・グループホームなどで暮らしている"):
        text(
            "受給者証の「負担上限月額」",
            home,
            "certificate_cap_yen",
            "welfare_cap",
            "障害福祉サービス受給者証の「利用者負担に関する事項」のページにあります。",
        )
        say(faults, "welfare.certificate_cap_yen")
        living = {
            "group_home": "グループホーム",
            "facility": "入所の施設",
            "lodging_training": "宿泊型自立訓練",
            "home": "家で暮らしている",
        }
        residence = choice("住まい", living, home, "residence", "welfare_residence")
        if residence == "group_home":
            text("グループホームの家賃（1か月）", home, "rent_yen", "welfare_rent")
            say(faults, "welfare.rent_yen")
        if residence != "home":
            text("食費・光熱水費など（1か月）", home, "living_yen", "welfare_living")
            say(faults, "welfare.living_yen")
        text(
            "同じ世帯のほかの人（配偶者など）が、この月に払う福祉の額",
            home,
            "others_paid_yen",
            "welfare_others",
            "世帯の合計が基準額を超えると、申請であとから戻るしくみがあります。",
        )
        say(faults, "welfare.others_paid_yen")


def home_has_levy(home: dict[str, Any], faults: Faults) -> None:
    """所得割, and what was taken off it."""
    text(
        "市町村民税の所得割（1年の額）",
        home,
        "income_levy_yen",
        "welfare_levy",
        "6月ごろ届く住民税の通知書の「市町村民税」の「所得割額」の欄にあります。",
    )
    say(faults, "welfare.income_levy_yen")
    with st.expander("住宅ローン控除・ふるさと納税がある、政令指定都市に住んでいる"):
        text("住宅ローン控除・寄附金控除の合計", home, "credits_yen", "welfare_credits")
        say(faults, "welfare.credits_yen")
        city = {True: "はい", False: "いいえ"}
        choice(
            "政令指定都市に住んでいますか（要確認の決まり）",
            city,
            home,
            "designated_city",
            "welfare_city",
        )


def medical(catalog: Catalog, faults: Faults) -> None:
    """自立支援医療: the taxes of those in the same medical insurance."""
    used = [one for one in store.part("usages") if one in catalog.by_service]
    if not any(catalog.service(one).cost_kind == "medical" for one in used):
        return
    st.header("通院の助成（自立支援医療）", anchor=False)
    care = store.part("cost").setdefault("medical", {})
    me = store.words("本人", "わたし")
    st.write("こちらは別の決まりです。同じ健康保険に入っている人の住民税を見ます。")
    say(faults, "medical")
    certificate = choice(
        "自立支援医療の受給者証",
        {"have": "ある・これから申請する", "none": "ない", "unknown": UNKNOWN},
        care,
        "certificate",
        "medical_certificate",
    )
    if certificate == "none":
        for name in ("certificate_cap_yen", "certificate_no_cap"):
            care.pop(name, None)
        st.session_state.pop("medical_cap", None)
    else:
        text(
            "受給者証の「自己負担上限額」",
            care,
            "certificate_cap_yen",
            "medical_cap",
            "自立支援医療受給者証の「自己負担上限額」の欄にあります。",
        )
        say(faults, "medical.certificate_cap_yen")
    choice(
        f"{me}の健康保険",
        {
            "employee_dependant": "親などの会社の保険（被扶養者）",
            "employee_own": f"{me}の会社の保険",
            "national": "国民健康保険",
            "late_elderly": "後期高齢者医療",
            "unknown": UNKNOWN,
        },
        care,
        "insurance",
        "medical_insurance",
    )
    tax = choice(
        "同じ保険の人の住民税",
        {"exempt": "非課税（かからない）", "taxed": "課税（かかる）", "unknown": UNKNOWN},
        care,
        "tax",
        "medical_tax",
        "会社の保険では、保険に入っている人一人の住民税です。国保では、国保の家族全員の合計です。",
    )
    with st.expander("自治体の上乗せ・高額療養費の区分がわかるとき"):
        choice(
            "自立支援医療の自己負担を、町が全部出してくれますか",
            {"full": "はい", "none": "いいえ・わからない"},
            care,
            "local_subsidy",
            "medical_subsidy",
        )
        choice(
            "高額療養費の区分（限度額適用の紙などにあります）",
            {"a": "ア", "i": "イ", "u": "ウ", "e": "エ", "o": "オ", "unknown": UNKNOWN},
            care,
            "high_cost_class",
            "medical_class",
        )
    if tax == "exempt":
        care.pop("income_levy_yen", None)
        st.session_state.pop("medical_levy", None)
        text(
            f"{me}の前の年の収入（障害年金も入れる）",
            care,
            "own_income_yen",
            "medical_income",
            "低所得1と2を分けるために使います。",
        )
        say(faults, "medical.own_income_yen")
        return
    text("その人たちの市町村民税の所得割", care, "income_levy_yen", "medical_levy")
    say(faults, "medical.income_levy_yen")
    choice(
        "医師から「重度かつ継続」と言われていますか",
        {True: "はい", False: "いいえ", None: UNKNOWN},
        care,
        "severe_and_continuing",
        "medical_heavy",
        "統合失調症・うつ病などの診断か、くわしい医師の判断で決まります。主治医に聞けます。",
    )
