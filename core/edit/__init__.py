"""What a family changes in its plan, and how it is read back. The days: core.days."""

from core.edit.arranged import Arranged, arrange
from core.edit.change import (
    add_own,
    as_proposed,
    bring_back,
    drop,
    erase_own,
    move_down,
    move_to,
    move_up,
    set_detail,
    set_own,
    without,
)
from core.edit.model import (
    ALL,
    COLUMNS,
    LONG,
    OWN_MOST,
    SHORT,
    Column,
    Columns,
    EditsFull,
    OwnStep,
    PlanEdits,
    StepEdit,
)
from core.edit.read import read_edits

__all__ = [
    "ALL",
    "COLUMNS",
    "LONG",
    "OWN_MOST",
    "SHORT",
    "Arranged",
    "Column",
    "Columns",
    "EditsFull",
    "OwnStep",
    "PlanEdits",
    "StepEdit",
    "add_own",
    "arrange",
    "as_proposed",
    "bring_back",
    "drop",
    "erase_own",
    "move_down",
    "move_to",
    "move_up",
    "read_edits",
    "set_detail",
    "set_own",
    "without",
]
