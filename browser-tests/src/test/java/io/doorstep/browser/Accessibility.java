package io.doorstep.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;

/** A look at what keeps people out: unnamed controls, references to nothing, text too faint, targets too small. */
final class Accessibility {
    private static final String COMPLAINTS = """
            () => {
              const chat = document.querySelector("doorstep-chat")?.shadowRoot;
              return [document, ...chat ? [chat] : []].flatMap((root) => {
              const complaints = [];
              const smallest = root === document ? 24 : 36;
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
              for (const e of [...root.querySelectorAll("button, textarea, input:not([type=hidden])")].filter(visible)) {
                const name = e.getAttribute("aria-label") ?? (e.labels?.[0] ?? e).textContent;
                if (name.trim() === "") complaints.push(`no name: ${e.className || e.localName}`);
                const { width, height } = e.getBoundingClientRect();
                if (Math.min(width, height) < smallest) complaints.push(`too small: ${e.className || e.localName} ${width} × ${height}`);
              }
              const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
              const over = (color, [r, g, b], opacity = 1) => {
                paint.globalAlpha = 1;
                paint.fillStyle = `rgb(${r} ${g} ${b})`; paint.fillRect(0, 0, 1, 1);
                paint.globalAlpha = opacity;
                paint.fillStyle = color; paint.fillRect(0, 0, 1, 1);
                return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3);
              };
              const luminance = (rgb) => rgb.map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const up = (e) => e.parentElement ?? e.getRootNode().host;
              const opacity = (e) => e ? getComputedStyle(e).opacity * opacity(up(e)) : 1;
              const behind = (e) => e ? over(getComputedStyle(e).backgroundColor, behind(up(e)), opacity(e)) : [255, 255, 255];
              const ratioOf = (color, back) => {
                const [dark, light] = [luminance(color), luminance(back)].sort((a, b) => a - b);
                return (light + 0.05) / (dark + 0.05);
              };
              for (const e of [...root.querySelectorAll("textarea, input:not([type=hidden])")].filter(visible)) {
                const edge = ratioOf(over(getComputedStyle(e).borderTopColor, behind(e)), behind(up(e)));
                if (edge < 3 && !e.disabled) complaints.push(`edge too faint, ${edge.toFixed(2)}: ${e.id}`);
                const inside = ratioOf(over(getComputedStyle(e, "::placeholder").color, behind(e)), behind(e));
                if (inside < 4.5 && !e.disabled) complaints.push(`placeholder too faint, ${inside.toFixed(2)}: ${e.id}`);
              }
              for (const e of root.querySelectorAll("p, h1, h2, li, a, label, summary, span, button")) {
                if (!visible(e) || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== "")) continue;
                const back = behind(e);
                const ratio = ratioOf(over(getComputedStyle(e).color, back, opacity(e)), back);
                if (ratio < 4.5) complaints.push(`too faint, ${ratio.toFixed(2)}: ${e.textContent}`);
              }
              if (document.documentElement.scrollWidth > innerWidth) complaints.push("the page scrolls sideways");
              return complaints;
              });
            }""";

    private Accessibility() {}

    static void check(Page page) {
        assertThat((List<?>) page.evaluate(COMPLAINTS)).isEmpty();
    }
}
