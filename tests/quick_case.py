"""Changed copies of a case at once, for tests that change many: the rules between tables are not asked."""

from typing import Any

from mcda.case import Case


def changed_case(case: Case, **parts: Any) -> Case:
    return Case.model_validate({name: getattr(case, name) for name in Case.model_fields} | parts)
