"""A file cut into questions: blank lines separate them, lines that begin with // are comments."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Block:
    """The lines of one question: comments and text, each with its line number in the file."""

    comments: list[tuple[int, str]] = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)

    @property
    def line(self) -> int:
        """Where the text begins (where the comments begin, when there is no text)."""
        return (self.lines or self.comments)[0][0]

    @property
    def text(self) -> str:
        """The text without its comments."""
        return "\n".join(text for _, text in self.lines)

    def line_at(self, offset: int) -> int:
        """The file's line of a place in `text`."""
        return self.lines[min(self.text.count("\n", 0, offset), len(self.lines) - 1)][0]


def cut(text: str) -> list[Block]:
    """The blocks of a file, in order; blocks that hold comments alone are among them."""
    blocks: list[Block] = []
    block = Block()
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        stripped = line.strip()
        if not stripped:
            block = Block()
            continue
        if not block.comments and not block.lines:
            blocks.append(block)
        (block.comments if stripped.startswith("//") else block.lines).append((number, line))
    return blocks
