"""What a door must keep: every view says its action, and people are read for an actor only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# Tables about named people. A function that reads one for a door takes the actor who asks.
PERSONAL = frozenset({"Person", "Household", "FieldOverride", "Record", "Draft", "Entry"})
MARKS = frozenset({"access", "public"})
ACTOR = "actor"
# Readers that doors may use all the same, each with what keeps it to people in reach. A new line
# here is for review; one that no door needs any more is a finding.
REVIEWED = {
    "zhaohui.county.registry.queries.person_id": "gives an id, which the door then asks for with the actor",
    "zhaohui.county.registry.queries.names_of": "asked for her own and her mandators' ids only",
    "zhaohui.county.forms.queries.sitting_for": "her own id, or one that person_visible_to gave",
    "zhaohui.county.audit.queries.uses_of": "asked for her own id only",
    "zhaohui.county.surveys.actions.store_reply.store_reply": "keeps what nobody in particular said",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Module:
    """A parsed module: what its imported names stand for, and its functions."""

    name: str
    path: Path
    tree: ast.Module
    imported: dict[str, str] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)


def findings(source: Path, root: Path) -> Iterator[str]:
    """Yield what breaks a rule in the doors below `source` (src/zhaohui)."""
    modules = {module.name: module for module in parsed(source)}
    unscoped = unscoped_readers(modules)
    used: set[str] = set()
    for module in modules.values():
        if ".doors." not in module.name:
            continue
        where = module.path.relative_to(root)
        if module.path.stem.startswith("urls"):
            yield from views_without_a_mark(module, where, modules)
        for node, full in reads(module, unscoped):
            used.add(full)
            if full not in REVIEWED:
                yield (
                    f"{where}:{node.lineno}: {ast.unparse(node)} reads {unscoped[full]} without an "
                    "actor; ask a function that takes one"
                )
    for full in sorted(REVIEWED.keys() - used):
        yield f"tools/lint/doors.py:1: no door reads by {full}: remove it from REVIEWED"


def parsed(source: Path) -> Iterator[Module]:
    """Yield the modules of the county's apps and of the doors."""
    for part in ("county", "doors"):
        for path in sorted((source / part).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            dotted = ".".join(path.relative_to(source.parent).with_suffix("").parts)
            yield module_of(dotted.removesuffix(".__init__"), path)


def module_of(name: str, path: Path) -> Module:
    """Parse a module."""
    module = Module(name, path, ast.parse(path.read_text(encoding="utf-8")))
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                module.imported[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            module.functions[node.name] = node
    return module


def views_without_a_mark(module: Module, where: Path, modules: dict[str, Module]) -> Iterator[str]:
    """Yield the addresses whose view has neither @access nor @public."""
    for node in ast.walk(module.tree):
        is_path = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if not is_path or node.func.id not in {"path", "re_path"} or len(node.args) < 2:  # type: ignore[attr-defined]
            continue
        view = node.args[1]  # type: ignore[attr-defined]
        if isinstance(view, ast.Call) and ast.unparse(view.func) == "include":
            continue
        target = resolved(view, module)
        function = function_at(target, modules)
        marks = {decorator_name(each) for each in function.decorator_list} if function else set()
        if not marks & MARKS:
            yield f"{where}:{node.lineno}: the view {ast.unparse(view)} has no mark: @access(...) or @public"


def unscoped_readers(modules: dict[str, Module]) -> dict[str, str]:
    """Return the county's functions that read people without an actor, with the table they read.

    A function without an `actor` that calls such a function is one itself.
    """
    county = [module for module in modules.values() if ".county." in module.name]
    found: dict[str, str] = {}
    while True:
        before = len(found)
        for module in county:
            for name, function in module.functions.items():
                full = f"{module.name}.{name}"
                if full in found or takes_actor(function):
                    continue
                if table := table_read(function) or table_called(function, module, found):
                    found[full] = table
        if len(found) == before:
            return found


def reads(module: Module, unscoped: dict[str, str]) -> Iterator[tuple[ast.expr, str]]:
    """Yield where a door uses a function that reads people without an actor, and its full name."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            full = resolved(node, module)
            if full in unscoped:
                yield node, full


def takes_actor(function: Function) -> bool:
    """Say whether a function has a parameter `actor`."""
    arguments = function.args
    return any(each.arg == ACTOR for each in (*arguments.args, *arguments.kwonlyargs))


def table_read(function: Function) -> str:
    """Return the personal table that a function reads itself; "" where it asks only `exists`."""
    harmless = {
        id(node.value)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and node.attr == "exists"
    }
    for node in ast.walk(function):
        if not isinstance(node, ast.Attribute) or node.attr != "objects" or id(node) in harmless:
            continue
        if isinstance(node.value, ast.Name) and node.value.id in PERSONAL:
            return node.value.id
    return ""


def table_called(function: Function, module: Module, found: dict[str, str]) -> str:
    """Return the table that a function reads by another that takes no actor."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            table = found.get(resolved(node.func, module))
            if table:
                return table
    return ""


def resolved(node: ast.AST, module: Module) -> str:
    """Return the full name that a name or an attribute of a module stands for, or ""."""
    if isinstance(node, ast.Name):
        if node.id in module.functions:
            return f"{module.name}.{node.id}"
        return module.imported.get(node.id, "")
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        before = module.imported.get(node.value.id)
        return f"{before}.{node.attr}" if before else ""
    return ""


def function_at(full: str, modules: dict[str, Module]) -> Function | None:
    """Return the function of a full name, None where it is none of ours."""
    name, _, function = full.rpartition(".")
    return modules[name].functions.get(function) if name in modules else None


def decorator_name(node: ast.expr) -> str:
    """Return a decorator's last name: access for @access("person.read")."""
    called = node.func if isinstance(node, ast.Call) else node
    return ast.unparse(called).rpartition(".")[2]
