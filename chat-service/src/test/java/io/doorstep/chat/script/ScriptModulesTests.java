package io.doorstep.chat.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of pages are modules by concern, and join into one file for each page. */
class ScriptModulesTests {
    private static final Map<String, ScriptModule> MODULES = ScriptModule.all();
    private static final int MOST_LINES = 300;

    static Collection<ScriptModule> modules() {
        return MODULES.values();
    }

    private static ScriptModule module(String path) {
        return Objects.requireNonNull(MODULES.get(path), path);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleIsSmall_andBeginsWithWhatItIs(ScriptModule module) {
        assertThat(module.text().lines().count()).isLessThanOrEqualTo(MOST_LINES);
        assertThat(module.text()).startsWith("/**").contains("\n\n");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleImportsWhatItUses_andNothingElse(ScriptModule module) {
        assertThat(module.imports()).allSatisfy((name, from) -> {
            assertThat(MODULES).containsKey(from);
            assertThat(module(from).exports()).contains(name);
            assertThat(module.uses(name) || isHandedOn(module, name)).as("%s is used", name).isTrue();
        });
        for (ScriptModule other : MODULES.values()) {
            if (!other.equals(module)) {
                assertThat(other.exports()).filteredOn(name -> !module.names().contains(name) && module.uses(name))
                        .as("used and exported by %s", other).allMatch(module.imports()::containsKey);
            }
        }
    }

    private static boolean isHandedOn(ScriptModule module, String name) {
        return module.text().matches("(?s).*\\nexport \\{[^}]*\\b" + name + "\\b[^}]*};.*");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # room            | imports of             | because
            shared            | shared                 | 'it is of the visitor''s client and of the desk'
            client            | shared client          | 'the client knows nothing of pages'
            element           | shared client element  | 'the element shows a client'
            window            | shared window          | 'it is loaded when a chat is opened, and given all it shows'
            desk              | shared desk            | 'the desk has no visitor'
            desk.js           | shared desk            | 'it puts the desk together'
            doorstep-client.js| shared client element  | 'it is what a website gets'
            doorstep-window.js| shared window          | 'it is what a visitor gets who opens the chat'
            """)
    void roomImportsFromThoseBelowIt(String room, String allowed, String because) {
        Set<String> rooms = Set.of(allowed.split(" ", -1));
        List<ScriptModule> inRoom = MODULES.values().stream().filter(module -> module.room().equals(room)).toList();
        assertThat(inRoom).isNotEmpty().allSatisfy(module -> assertThat(module.imports().values())
                .as(because).allMatch(from -> rooms.contains(module(from).room())));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleDoesNotImportItself_byWayOfOthers(ScriptModule module) {
        assertThat(reached(module)).doesNotContain(module);
    }

    @ParameterizedTest
    @ValueSource(strings = {"doorstep-client.js", "doorstep-window.js", "desk.js"})
    void modulesOfAPageShareOneScope(String script) {
        ScriptModule page = module(script);
        Set<String> names = new HashSet<>(page.names());
        for (ScriptModule module : reached(page)) {
            assertThat(module.names()).as("names of %s", module).allMatch(names::add);
        }
    }

    @Test
    void everyModuleIsPartOfAPage() {
        Set<ScriptModule> used = new HashSet<>(
                List.of(module("doorstep-client.js"), module("doorstep-window.js"), module("desk.js")));
        for (ScriptModule page : List.copyOf(used)) {
            used.addAll(reached(page));
        }
        assertThat(used).containsExactlyInAnyOrderElementsOf(MODULES.values());
    }

    /** All that a module imports, and they import. */
    private static Set<ScriptModule> reached(ScriptModule module) {
        Set<ScriptModule> reached = new HashSet<>();
        Deque<ScriptModule> next = new ArrayDeque<>(List.of(module));
        while (!next.isEmpty()) {
            for (String from : next.remove().imports().values()) {
                if (reached.add(module(from))) {
                    next.add(module(from));
                }
            }
        }
        return reached;
    }
}
