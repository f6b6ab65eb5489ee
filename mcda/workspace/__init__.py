"""Where work is kept: a line of changes with undo and redo, a store, merging of two copies, and links.

`history` is a case with everything that was done to it; `store` keeps it in a database; `merge` brings together
what two people changed; `link` packs a small case into an address.
"""

from mcda.workspace.history import Change, Workspace
from mcda.workspace.link import from_link, to_link
from mcda.workspace.merge import Conflict, Merged, merge
from mcda.workspace.store import Store, default_url

__all__ = [
    "Change",
    "Conflict",
    "Merged",
    "Store",
    "Workspace",
    "default_url",
    "from_link",
    "merge",
    "to_link",
]
