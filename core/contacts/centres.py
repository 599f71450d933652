"""The centres of a place, and what is said about them."""

from __future__ import annotations

from datetime import date

from core.base import Frozen, Voice
from core.catalog import Catalog, Centre
from core.contacts.number import number_of


class CentreChoice(Frozen):
    """The centres of one place, the nearest first, and what is said about them."""

    prefecture: str
    designated_city: str | None
    city: tuple[Centre, ...]
    whole: tuple[Centre, ...]
    """The prefecture's own rows; never empty."""
    mental_health: tuple[Centre, ...]
    """精神保健福祉センター, apart: they are no centres of this field, and most are not in the data."""
    notes: tuple[Voice, ...]
    parts: tuple[Centre, ...] = ()
    """Windows of single towns and regions of the prefecture: for who lives there."""

    @property
    def centres(self) -> tuple[Centre, ...]:
        """The city's rows, then the prefecture's."""
        return (*self.city, *self.whole)


def prefectures(catalog: Catalog) -> tuple[str, ...]:
    """The 47 prefectures in the order of their JIS codes."""
    names = {centre.pref_code: centre.prefecture for centre in catalog.centres}
    return tuple(names[code] for code in sorted(names))


def prefecture_readings(catalog: Catalog) -> dict[str, str]:
    """Prefecture → its reading without 都, 府 or 県, in the order of ``prefectures``.

    So that a prefecture can be found by typing it as it sounds.
    """
    return {name: catalog.windows.readings[name] for name in prefectures(catalog)}


def designated_cities(catalog: Catalog, prefecture: str) -> tuple[str, ...]:
    """The designated cities of a prefecture, in the order of the data; mostly none."""
    return tuple(
        dict.fromkeys(
            centre.designated_city
            for centre in catalog.centres
            if centre.prefecture == prefecture and centre.designated_city
        )
    )


def _filled(voice: Voice, **words: str) -> Voice:
    return Voice(
        family=voice.family.format_map(words),
        person=voice.person.format_map(words),
    )


def _notes(choice: CentreChoice, today: date | None, catalog: Catalog) -> tuple[Voice, ...]:
    texts = catalog.windows.texts
    cities = designated_cities(catalog, choice.prefecture)
    notes = [texts.municipal_first]
    if cities and choice.designated_city is None:
        notes.append(_filled(texts.city_first, cities="・".join(cities)))
    for centre in (*choice.centres, *choice.mental_health):
        place = centre.name if centre.kind == "mhw_center" else centre.place
        if centre.status == "conflict":
            notes.append(_filled(texts.conflict, place=place))
        elif not centre.grade:
            notes.append(_filled(texts.unnamed, place=place))
        elif not centre.phone_shown:
            notes.append(_filled(texts.name_only, place=place))
    if not choice.mental_health:
        notes.append(_filled(texts.no_mental_health, place=choice.prefecture))
    shown = [
        centre.phone_shown if today is None else number_of(centre, today)
        for centre in (*choice.centres, *choice.mental_health, *choice.parts)
    ]
    if not any(shown[: len(choice.centres)]):
        notes.append(texts.first_step)
    if any(shown):
        notes.append(texts.caution)
    return tuple(notes)


def centres_for(
    catalog: Catalog,
    prefecture: str,
    designated_city: str | None = None,
    today: date | None = None,
) -> CentreChoice:
    """The centres of a place: the city's rows first, then the prefecture's. Never empty.

    ``notes`` say in two voices what is missing (only the name is known, the sources contradict
    each other) and whom to call instead. With ``today``, a number older than 13 months counts as
    missing in the notes. Raises KeyError for a place that the data does not have.
    """
    rows = [centre for centre in catalog.centres if centre.prefecture == prefecture]
    if not rows:
        raise KeyError(prefecture)
    if designated_city is not None and designated_city not in designated_cities(
        catalog, prefecture
    ):
        raise KeyError(designated_city)
    near = [c for c in rows if designated_city is not None and c.designated_city == designated_city]
    far = [c for c in rows if not c.designated_city]
    choice = CentreChoice(
        prefecture=prefecture,
        designated_city=designated_city,
        city=tuple(c for c in near if c.kind == "hikikomori_center"),
        whole=tuple(c for c in far if c.kind == "hikikomori_center"),
        mental_health=tuple(c for c in (*near, *far) if c.kind == "mhw_center"),
        notes=(),
        parts=tuple(c for c in far if c.is_of_a_part),
    )
    return choice.but(notes=_notes(choice, today, catalog))
