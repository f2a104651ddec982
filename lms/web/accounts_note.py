"""What `make run` prints: the demo accounts, kept in the data folder since they were made."""

import json

from lms.settings import Settings

FILE = "demo-accounts.json"


def demo_accounts_note(settings: Settings) -> str:
    """One line an account, or nothing where no demo district was loaded."""
    path = settings.data_dir / FILE
    if not path.exists():
        return ""
    rows = json.loads(path.read_text(encoding="utf-8"))
    lines = [f"  {row['role']:<15} {row['username']:<12} {row['password']:<14} {row['org_code']}" for row in rows]
    return "演示账号（虚构人员）/ demo accounts (invented people):\n" + "\n".join(lines) + "\n"
