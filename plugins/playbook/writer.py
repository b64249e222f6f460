"""How is a page rendered into memory, with relative links, and nothing written yet?"""

from __future__ import annotations

from typing import Any

from jinja2 import Template, TemplateError
from pelican.writers import Writer

from generator.errors import Problem
from plugins.playbook.faults import report, template_fault
from plugins.playbook.keeping import page_part
from plugins.playbook.relative import relative
from plugins.playbook.sections import with_permalinks
from plugins.playbook.site import Site, current


class CheckedWriter(Writer):
    """Takes the place of Pelican's writer, which writes page 1 before page 2 fails."""

    def write_file(
        self,
        name: str,
        template: Template,
        context: dict[str, Any],
        relative_urls: bool = False,
        paginated: Any = None,
        template_name: str | None = None,
        override_output: bool = False,
        url: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Render a page and keep it; a template that fails becomes a problem of the making round."""
        site = current()
        address = "/" + name.removesuffix("index.html")
        if address in site.ahead:
            site.ahead.discard(address)
            return
        if address in site.facts or (address in site.failed and address not in site.prose):
            shown = _shown(site, address, template)
            site.making.append(
                Problem(shown, 0, 0, f"two pages claim {address}", "one would overwrite the other", "rename one")
            )
            return
        site.progress.step()
        if site.stands(address):
            return
        try:
            with site.part(page_part(address)):
                site.parts.read(f"template:{template.name}")
                html = template.render({**context, **kwargs, "address": address, "site": site})
        except TemplateError as error:
            site.failed.add(address)
            shown = _shown(site, address, template)
            fault = template_fault(site, error, address)
            report(
                site, fault or Problem(shown, 0, 0, str(error.message), f"{address} needs it", "correct the template")
            )
            return
        site.add_page(address, relative(with_permalinks(html), address, site.settings.get("SITEURL", "")))

    def write_feed(self, *args: Any, **kwargs: Any) -> None:
        """Write no feed; the guide's feeds are made from its changes, not from Pelican's articles."""


def _shown(site: Site, address: str, template: Template) -> str:
    return site.prose[address].path if address in site.prose else f"theme/templates/{template.name}"
