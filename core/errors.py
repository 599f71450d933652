"""Errors that a person may meet. Each message is Japanese and says what can be done."""

from __future__ import annotations

import re

from core import said


class AshibaError(Exception):
    """Base of the project's own errors."""


class DataError(AshibaError):
    """A file in data/ is broken. Stops the start.

    Carries where it is (file, row, field), what was found and what is expected.
    """

    def __init__(self, file: str, row: str, field: str, found: object, expected: str) -> None:
        self.file, self.row, self.field = file, row, field
        self.found, self.expected = found, expected
        super().__init__(
            f"データの誤り: {file} の {row}、項目「{field}」。"
            f"見つかった値: {said.found(found, 2_000)}。期待する値: {expected}。"
        )


class FigureNotInForce(AshibaError):
    """No row of data/figures.csv is in force for the month. Never answered with an old row."""

    def __init__(self, key: str, label: str, month: str) -> None:
        self.key, self.label, self.month = key, label, month
        super().__init__(
            f"{month} の「{label}」({key}) は、まだ決まっていないか、この道具に入っていません。"
            "金額は出さずにおきます。窓口で確かめてください。"
        )

    @property
    def told(self) -> str:
        """The sentence for the screen and the paper, without the name of the row."""
        # One end of a range is nothing that a family can ask for.
        what = re.sub("（(?:低め|ふつう|高め)）$", "", self.label)
        return (
            f"{said.month(self.month)}の「{what}」は、まだ決まっていないか、"
            "この道具に入っていません。金額は出さずにおきます。窓口で確かめてください。"
        )
