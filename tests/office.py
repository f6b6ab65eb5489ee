"""LibreOffice without a window: what the tests of the Word and Excel reports convert and recompute files with."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

MISSING = (
    "LibreOffice is needed to test the Word and Excel reports and was not found. `make test` installs it where "
    "apt-get is there (.ci/office); elsewhere install LibreOffice, or point MCDA_SOFFICE at its soffice."
)


def soffice() -> str:
    """The program's path; a failed test that says what to install where there is none."""
    named = os.environ.get("MCDA_SOFFICE")
    found = shutil.which(named) if named else shutil.which("soffice") or shutil.which("libreoffice")
    assert found, MISSING
    return found


def converted(files: Iterable[Path], kind: str, folder: Path) -> dict[str, Path]:
    """The same files saved by LibreOffice as `kind` (`xlsx`, `pdf`, `txt:Text`) in `folder`, by stem, in one start.

    It has a profile of its own in `folder`, so that it neither meets nor leaves anything of a user's.
    """
    profile = folder / "profile"
    done = subprocess.run(
        [
            soffice(),
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=180,
    )
    suffix = kind.partition(":")[0]
    results = {file.stem: folder / f"{file.stem}.{suffix}" for file in files}
    missing = [path.name for path in results.values() if not path.is_file()]
    assert not missing, f"LibreOffice did not make {missing}:\n{done.stdout}\n{done.stderr}"
    return results
