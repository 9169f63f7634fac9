package io.doorstep.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;

/** A look at what keeps people out: unnamed controls, references to nothing, text too faint, targets too small. */
final class Accessibility {
    private static final String COMPLAINTS = """
            () => {
              const root = document.querySelector("doorstep-chat").shadowRoot;
              const complaints = [];
              const visible = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 1;
              const ids = [...root.querySelectorAll("[id]")].map((e) => e.id);
              for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) complaints.push(`twice the id ${id}`);
              for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls", "for"]) {
                for (const e of root.querySelectorAll(`[${attribute}]`)) {
                  for (const id of e.getAttribute(attribute).split(" ")) {
                    if (!ids.includes(id)) complaints.push(`${attribute} names ${id}, which is not there`);
                  }
                }
              }
              for (const e of [...root.querySelectorAll("button, textarea")].filter(visible)) {
                const name = e.getAttribute("aria-label") ?? (e.labels?.[0] ?? e).textContent;
                if (name.trim() === "") complaints.push(`no name: ${e.className || e.localName}`);
                const { width, height } = e.getBoundingClientRect();
                if (Math.min(width, height) < 36) complaints.push(`too small: ${e.className || e.localName} ${width} × ${height}`);
              }
              const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
              const over = (color, [r, g, b]) => {
                paint.fillStyle = `rgb(${r} ${g} ${b})`; paint.fillRect(0, 0, 1, 1);
                paint.fillStyle = color; paint.fillRect(0, 0, 1, 1);
                return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
              };
              const luminance = (rgb) => rgb.map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = (e) => {
                const layers = [];
                for (let n = e; n && n instanceof Element; n = n.parentElement ?? n.getRootNode().host) layers.unshift(getComputedStyle(n).backgroundColor);
                return layers.reduce((below, color) => over(color, below), [255, 255, 255]);
              };
              for (const e of root.querySelectorAll("p, h2, span, button")) {
                if (!visible(e) || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== "")) continue;
                const back = behind(e);
                const [dark, light] = [luminance(over(getComputedStyle(e).color, back)), luminance(back)].sort((a, b) => a - b);
                const ratio = (light + 0.05) / (dark + 0.05);
                if (ratio < 4.5) complaints.push(`too faint, ${ratio.toFixed(2)}: ${e.textContent}`);
              }
              if (document.documentElement.scrollWidth > innerWidth) complaints.push("the page scrolls sideways");
              return complaints;
            }""";

    private Accessibility() {}

    static void check(Page page) {
        assertThat((List<?>) page.evaluate(COMPLAINTS)).isEmpty();
    }
}
