package io.doorstep.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;

/** A blank page from which the modules of the scripts can be loaded, each by itself, as they stand in the source. */
final class ModulePage implements AutoCloseable {
    private static final String ORIGIN = "http://modules.test";

    private final BrowserContext context;
    private final Page page;

    ModulePage(Browser browser) {
        context = browser.newContext();
        context.route(ORIGIN + "/**", ModulePage::answer);
        page = context.newPage();
        page.navigate(ORIGIN + "/");
    }

    private static void answer(Route route) {
        String path = URI.create(route.request().url()).getPath();
        String folder = path.endsWith(".json") ? "" : "/scripts";
        try (InputStream file = ModulePage.class.getResourceAsStream(folder + path)) {
            if (path.equals("/")) {
                route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody("<!doctype html>"));
            } else if (file == null) {
                route.fulfill(new Route.FulfillOptions().setStatus(404));
            } else {
                route.fulfill(new Route.FulfillOptions()
                        .setContentType(folder.isEmpty() ? "application/json" : "text/javascript")
                        .setBodyBytes(file.readAllBytes()));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Page page() {
        return page;
    }

    @Override
    public void close() {
        context.close();
    }
}
