"""The version, in the one place that both the package and its results read."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("export-control-mcda")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "unknown"
