"""Everything in data/: one model file for each of its files, read once, validated, frozen.

``catalog`` gathers the files, ``references`` checks what one names of another, ``reading`` says in
Japanese what is wrong, and where.
"""

from core.catalog.about import About
from core.catalog.area_grades import AreaGrade, area_of
from core.catalog.catalog import DATA, Catalog, given_catalog, load_catalog, read_catalog
from core.catalog.centres import Centre
from core.catalog.check import CheckData, CheckTexts, Choice, Condition, Question
from core.catalog.cost_questions import WAYS, Answer, CostGroup, CostOption, CostQuestion
from core.catalog.examples import FILE as EXAMPLES_FILE
from core.catalog.examples import Example, ExampleCost
from core.catalog.glossary import Term
from core.catalog.guide import (
    FindReasons,
    FindWords,
    Guide,
    GuideData,
    GuideQuestion,
    Matter,
    PersonQuiz,
    PossibleWords,
    TagWords,
)
from core.catalog.hotlines import Hotline
from core.catalog.kinds import (
    Aged,
    Asks,
    Checked,
    CostKind,
    Home,
    Ledger,
    NotYet,
    NotYetTopic,
    Possible,
    Sentence,
    Unit,
)
from core.catalog.not_covered import NotCovered
from core.catalog.plan import (
    AgedVoice,
    AgedWording,
    BesideDanger,
    Danger,
    HarmedRules,
    InUseMark,
    Mark,
    Pattern,
    PlanData,
    PlanRules,
    Profile,
    StepService,
    StepTemplate,
    StepWording,
    WaitsFor,
)
from core.catalog.provider import (
    Criterion,
    FlagWords,
    ProviderQuestion,
    ProviderRules,
    ProviderWords,
    PublicService,
    PublicSet,
    StopWords,
)
from core.catalog.reading import expected
from core.catalog.room import RoomPart, RoomPartKey, RoomWords
from core.catalog.services import FIRST_OF_MONTH, FamilyAlone, Service, UsualFee
from core.catalog.stages import Stage
from core.catalog.windows import (
    ChainWindow,
    CsvExample,
    OfficialList,
    ScriptLine,
    Way,
    WindowKind,
    WindowKinds,
    WindowMessages,
    WindowTexts,
)

__all__ = [
    "DATA",
    "EXAMPLES_FILE",
    "FIRST_OF_MONTH",
    "WAYS",
    "About",
    "Aged",
    "AgedVoice",
    "AgedWording",
    "Answer",
    "AreaGrade",
    "Asks",
    "BesideDanger",
    "Catalog",
    "Centre",
    "ChainWindow",
    "CheckData",
    "CheckTexts",
    "Checked",
    "Choice",
    "Condition",
    "CostGroup",
    "CostKind",
    "CostOption",
    "CostQuestion",
    "Criterion",
    "CsvExample",
    "Danger",
    "Example",
    "ExampleCost",
    "FamilyAlone",
    "FindReasons",
    "FindWords",
    "FlagWords",
    "Guide",
    "GuideData",
    "GuideQuestion",
    "HarmedRules",
    "Home",
    "Hotline",
    "InUseMark",
    "Ledger",
    "Mark",
    "Matter",
    "NotCovered",
    "NotYet",
    "NotYetTopic",
    "OfficialList",
    "Pattern",
    "PersonQuiz",
    "PlanData",
    "PlanRules",
    "Possible",
    "PossibleWords",
    "Profile",
    "ProviderQuestion",
    "ProviderRules",
    "ProviderWords",
    "PublicService",
    "PublicSet",
    "Question",
    "RoomPart",
    "RoomPartKey",
    "RoomWords",
    "ScriptLine",
    "Sentence",
    "Service",
    "Stage",
    "StepService",
    "StepTemplate",
    "StepWording",
    "StopWords",
    "TagWords",
    "Term",
    "Unit",
    "UsualFee",
    "WaitsFor",
    "Way",
    "WindowKind",
    "WindowKinds",
    "WindowMessages",
    "WindowTexts",
    "area_of",
    "expected",
    "given_catalog",
    "load_catalog",
    "read_catalog",
]
