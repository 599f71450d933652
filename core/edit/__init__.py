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
from core.edit.undo import COLUMN_NAMES, moves_a_step, told, undone

__all__ = [
    "ALL",
    "COLUMNS",
    "COLUMN_NAMES",
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
    "moves_a_step",
    "read_edits",
    "set_detail",
    "set_own",
    "told",
    "undone",
    "without",
]
