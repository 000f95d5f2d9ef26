"""Only one thing that pyproject.toml cannot say: the wheel carries compiled translations, the repository does not."""

import shutil
from pathlib import Path

import polib
from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithTranslations(build_py):
    """Compiles every .po that was copied into the build. Needs no gettext."""

    def run(self) -> None:
        # What an earlier build left there would go into the wheel as well.
        shutil.rmtree(Path(self.build_lib) / "palabre", ignore_errors=True)
        super().run()
        if not self.editable_mode:
            for source in sorted(Path(self.build_lib).rglob("locale/*/LC_MESSAGES/*.po")):
                polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))


setup(cmdclass={"build_py": BuildWithTranslations})
