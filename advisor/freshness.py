"""Whether the current release was made from the catalogue and reviews of today."""

from advisor.artifacts import FORMAT
from shop.releases import Releases
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.version import catalogue_version


def is_fresh(settings: Settings) -> bool:
    """True when the current release knows every product and review, in a form this program reads.

    New events alone do not make a release stale: they count at request time, and a nightly run learns from them.
    """
    release = Releases(settings.releases).current()
    if release is None or release.manifest.get("format") != FORMAT:
        return False
    db = Database(settings.sqlalchemy_url)
    db.migrate()
    version = catalogue_version(db)
    db.dispose()
    return bool(release.manifest.get("catalogue_version") == version)
