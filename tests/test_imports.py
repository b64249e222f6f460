"""What does a build load before it knows what it has to make?"""

from __future__ import annotations

import subprocess
import sys

from tests.build import ROOT


def loaded(question: str) -> list[str]:
    """Return what an expression about a process that has loaded the plugin comes to, sorted."""
    code = f"import sys\nimport pelican\nimport plugins.playbook\nprint(*sorted({question}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_what_few_builds_need_is_loaded_by_those() -> None:
    """Loading the plugin loads nothing that only new code, a mistake or a judged claim asks for."""
    there = loaded("sys.modules")
    assert "generator.dataset" in there
    seldom = (
        *("difflib", "generator.claims", "generator.cli", "generator.emit_js", "generator.open_models"),
        *("generator.outbound", "generator.records", "plugins.playbook.scripts"),
    )
    assert set(seldom) & set(there) == set()


def test_no_model_is_built_before_it_is_needed() -> None:
    """Loading the plugin builds none of the models: most builds validate one file, and most models never."""
    models = (
        "m.__name__ for name, module in sys.modules.items() if name.startswith('generator.')"
        " for m in vars(module).values() if hasattr(m, 'model_fields') and m.__module__ == name"
    )
    assert "Company" in loaded(models)
    assert loaded(f"{models} and m.__pydantic_complete__") == []
