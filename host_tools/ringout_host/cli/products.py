"""`ringout products`: part numbers, and what each of them asks of a cable."""

import time
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from ringout_host.cli.cable import length_m
from ringout_host.cli.logs import look
from ringout_host.cli.logs.look import plain
from ringout_host.cli.options import Database, Json, examples
from ringout_host.cli.output import out, print_json, tell
from ringout_host.store import notes, products
from ringout_host.store.database import open_store

Name = Annotated[str, typer.Argument(help="Part number, with its revision if it has several.")]
Who = Annotated[
    str | None,
    typer.Option("--who", envvar="RINGOUT_WHO", help="Who says so; else whoever is logged in."),
]


def add(app: typer.Typer) -> None:
    """Register the group and its commands."""
    group = typer.Typer(
        name="products",
        help="Part numbers: what each asks of a cable, for ringout station.",
        no_args_is_help=True,
        epilog=examples(
            "ringout products add GC-6 --cable ts_ts --length 6m --leg-ohm 0.7",
            "ringout station --product GC-6",
        ),
    )
    group.command("ls", epilog=examples("ringout products ls", "ringout products ls --json"))(ls)
    group.command("show", epilog=examples("ringout products show GC-6"))(show)
    group.command(
        "add",
        epilog=examples(
            "ringout products add GC-6 --revision B --cable ts_ts --length 6m --leg-ohm 0.7",
            "ringout products add XLR-10 --cable xlr_xlr --wiggle 5 --turned --reference 10",
        ),
    )(add_one)
    group.command("rm", epilog=examples("ringout products rm 'GC-6 A' --who ANA"))(rm)
    app.add_typer(group)


def ls(db: Database = None, json: Json = False) -> None:
    """List the products."""
    with open_store(db, to_read=True) as store:
        found = products.ls(store)
    if json:
        print_json([_dict(product) for product in found])
        return
    if not found:
        out.print("no products yet: ringout products add")
        return
    made = look.table("product", "cable", "length", "limits", "steps")
    for product in found:
        limits = [f"{product.leg_ohm:g} ohm" if product.leg_ohm else ""]
        limits.append(f"{product.pf_per_ft:g} pF/ft" if product.pf_per_ft else "")
        cells = (
            product.name,
            product.cable or "any",
            f"{product.length_m:g} m" if product.length_m else "",
            ", ".join(filter(None, limits)) or "none",
            ", ".join(product.steps()),
        )
        made.add_row(*map(plain, cells))
    out.print(made)


def show(name: Name, db: Database = None, json: Json = False) -> None:
    """Show one product, and what the tester is set to for it."""
    with open_store(db, to_read=True) as store:
        product = products.get(store, name)
    if json:
        print_json(_dict(product))
        return
    out.print(plain(product.name, "bold"), plain(product.description))
    for key, value in product.settings().items():
        out.print(plain(f"  {key}: {value or 'none'}"))
    for step in product.steps():
        out.print(plain(f"  required: {step}"))


def add_one(
    part: Annotated[str, typer.Argument(help="Part number: A-Z 0-9 . _ and -.")],
    revision: Annotated[str, typer.Option("--revision", help="Revision.")] = "",
    cable: Annotated[
        str,
        typer.Option(
            "--cable", help="Wiring, such as ts_ts, or a cable file, such as ./piano.toml."
        ),
    ] = "",
    length: Annotated[str | None, typer.Option("--length", help="6m or 20ft.")] = None,
    stock: Annotated[
        float | None, typer.Option("--stock", help="pF/ft of the cable stock.")
    ] = None,
    leg_ohm: Annotated[
        float | None, typer.Option("--leg-ohm", help="Highest resistance of a leg.")
    ] = None,
    pf_per_ft: Annotated[
        float | None, typer.Option("--pf-per-ft", help="Highest capacitance per foot.")
    ] = None,
    wiggle: Annotated[
        float | None, typer.Option("--wiggle", help="Required: WIGGLE of so many seconds.")
    ] = None,
    turned: Annotated[
        bool, typer.Option("--turned", help="Required: tested both ways round.")
    ] = False,
    reference: Annotated[
        float | None,
        typer.Option("--reference", help="Required: reference plug of so many ohm once a shift."),
    ] = None,
    label: Annotated[str, typer.Option("--label", help="Size of its label, such as 50x25.")] = "",
    description: Annotated[str, typer.Option("--description", help="In words.")] = "",
    who: Who = None,
    db: Database = None,
    json: Json = False,
) -> None:
    """Add a product, or define it anew. What it was before is kept."""
    cable, cable_file = _cable(cable)
    product = products.Product(
        part=part,
        revision=revision,
        cable=cable,
        cable_file=cable_file,
        description=" ".join(description.split())[:200],
        length_m=length_m(length) if length else None,
        stock_pf_per_ft=stock,
        leg_ohm=leg_ohm,
        pf_per_ft=pf_per_ft,
        wiggle_s=wiggle,
        turned=turned,
        reference_ohm=reference,
        label=label,
    )
    with open_store(db) as store:
        products.save(store, product, notes.person(who), int(time.time()))
    if json:
        print_json(_dict(product))
    else:
        tell(f"product {product.name}")


def rm(name: Name, who: Who = None, db: Database = None, json: Json = False) -> None:
    """Offer a product no more. Its records, and what it was, stay."""
    with open_store(db, to_read=True) as store:
        product = products.get(store, name)
        products.retire(store, name, notes.person(who), int(time.time()))
    if json:
        print_json({"name": product.name, "offered": False})
    else:
        tell(f"product {product.name} is offered no more")


def _cable(given: str) -> tuple[str, str]:
    """(id, text of the cable file or "") of what --cable names."""
    if not given.lower().endswith(".toml"):
        return given, ""
    from ringout_host.cables import toml_file

    text = toml_file.read_text(Path(given))
    return toml_file.parsed(text, Path(given)).id, text


def _dict(product: products.Product) -> dict:
    found = msgspec.to_builtins(product)
    return {"name": product.name, **found, "steps": product.steps()}
