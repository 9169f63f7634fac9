package io.doorstep.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The websites of {@code docs/examples}: built by Vite with the package for npm, and opened beside a real chat service. */
@Tag("slow")
@ExtendWith(ChromiumExtension.class)
class BundledShopTests {
    private static final Path EXAMPLES = Path.of("..", "docs", "examples");

    @TempDir
    private Path folder;

    @Test
    void chatConnects_whenAWebsiteIsBuiltWithVite(Browser browser) throws Exception {
        visit("vite", browser, chat -> {
            assertThat(chat.launcher()).isVisible();
            button(chat, "Ask us");
            chat.awaitConnected();
            chat.say("Does it dim?");
            assertThat(chat.messages().last().locator(".bubble")).hasText("Does it dim?");
        });
    }

    @Test
    void chatConnectsAndFollowsTheProduct_whenAWebsiteIsBuiltWithReact(Browser browser) throws Exception {
        visit("react", browser, chat -> {
            button(chat, "Ask us");
            chat.awaitConnected();
            assertThat(productOf(chat)).isEqualTo("11");
            button(chat, "Next lamp");
            assertThat(chat.page.locator("doorstep-chat")).hasAttribute("product-id", "12");
            chat.awaitConnected();
            assertThat(productOf(chat)).isEqualTo("12");
        });
    }

    private void visit(String example, Browser browser, Consumer<ChatWindow> visit) throws Exception {
        assumeTrue(NpmPackage.hasNpm(), "There is no npm on the path");
        assumeTrue(reachesRegistry(), "npm does not reach its registry");
        Path website = copyOf(EXAMPLES.resolve(example));
        HttpServer server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Files.createDirectory(website.resolve("dist")).toAbsolutePath(), OutputLevel.NONE);
        String address = "http://127.0.0.1:" + server.getAddress().getPort();
        try (Shop shop = Shop.open("doorstep.origins=" + address); BrowserContext context = browser.newContext()) {
            NpmPackage.run(website, Map.of(), "npm", "install", "--no-audit", "--no-fund",
                    NpmPackage.pack(folder, shop).toString());
            NpmPackage.run(website, Map.of("VITE_CHAT_URL", shop.url("")), "npm", "run", "build");
            server.start();
            List<String> complaints = new ArrayList<>();
            context.onWebError(error -> complaints.add(error.error()));
            Page page = context.newPage();
            page.navigate(address + "/");
            visit.accept(new ChatWindow(page));
            assertThat(complaints).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    private static void button(ChatWindow chat, String name) {
        chat.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true)).click();
    }

    private static Object productOf(ChatWindow chat) {
        return chat.page.evaluate("() => document.querySelector('doorstep-chat').client.productId");
    }

    private static boolean reachesRegistry() throws IOException, InterruptedException {
        Process ping = new ProcessBuilder("npm", "ping").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        boolean isOver = ping.waitFor(30, TimeUnit.SECONDS);
        ping.destroy();
        return isOver && ping.exitValue() == 0;
    }

    private Path copyOf(Path example) throws IOException {
        Path copy = folder.resolve("website");
        try (Stream<Path> files = Files.walk(example)) {
            for (Path file : files.filter(file -> !file.toString().contains("node_modules")).toList()) {
                Files.copy(file, copy.resolve(example.relativize(file).toString()));
            }
        }
        return copy;
    }
}
