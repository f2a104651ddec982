"""The demo district on a real server: who logs in there with which password, and the factories for more facts."""

import json
import subprocess
import sys
from pathlib import Path

from lms.extensions import db
from lms.people.models import Organisation, Person
from tests.databases import Database
from tests.facts.district import District
from tests.servers import ROOT, Server

PEOPLE = 400


class Demo:
    """`lms demo load`, served by `lms serve`; `facts` changes the same database through the factories of other tests.

    `facts` knows the demo's organisations by code (YX, YX12, …) beside its own small district (D, S1, S1C1, …).
    """

    def __init__(self, folder: Path) -> None:
        self._database = Database("sqlite", folder)
        self._lms("content", "sync")
        printed = self._lms("demo", "load", "--people", str(PEOPLE), "--format", "json")
        self.passwords: dict[str, str] = {one["username"]: one["password"] for one in json.loads(printed)}
        self.facts = District(self._database.app)
        with self.facts.session() as session:
            self.facts.organisations |= dict(session.query(Organisation.code, Organisation.id).all())
        self.server = Server(self._database).start()
        self.site = f"http://127.0.0.1:{self.server.port}"

    def _lms(self, *words: str) -> str:
        command = [str(Path(sys.executable).parent / "lms"), *words]
        environment = {"PATH": "/usr/bin:/bin", **self._database.environment()}
        return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    def person(self, person_no: str) -> int:
        """The id of one of the demo's people."""
        with self.facts.session():
            return db.session.query(Person.id).filter_by(person_no=person_no).scalar()

    def stop(self) -> None:
        """End the server, then the database."""
        self.server.stop()
        self._database.close()
