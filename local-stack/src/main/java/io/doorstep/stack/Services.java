package io.doorstep.stack;

import io.doorstep.analytics.AnalyticsConsumerApplication;
import io.doorstep.chat.ChatServiceApplication;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** How the two services are started here: with the command line's settings, and those that the stack decides. */
record Services(List<String> arguments, Map<String, String> shared) {
    private static final Map<String, String> NOT_HERE = Map.of(
            "server.port", "each service has its own: set " + StackSettings.CHAT_PORT + " and "
                    + StackSettings.ANALYTICS_PORT,
            "spring.kafka.bootstrap-servers", "the stack runs a broker of its own: to use another, start the services"
                    + " one by one");
    /** The stack stops both in its own order, and prints what there is to know itself. */
    private static final Map<String, String> ALWAYS = Map.of(
            "spring.main.register-shutdown-hook", "false", "logging.register-shutdown-hook", "false",
            "spring.main.banner-mode", "off", "spring.main.log-startup-info", "false");

    /** The one instance there is has nobody to send its sockets to, and the stack ends within seconds. */
    private static final Map<String, Object> CHAT_UNLESS_SET = Map.of("doorstep.socket.drain-grace", "5s");

    Services {
        arguments = List.copyOf(arguments);
        shared = Map.copyOf(shared);
    }

    /** Refuses what cannot be meant for both services at once. */
    static void requireSharable(Set<String> names) {
        NOT_HERE.forEach((name, instead) -> {
            if (names.contains(name)) {
                throw StartRefused.usage("--" + name + " has no meaning here; " + instead + ".");
            }
        });
    }

    ConfigurableApplicationContext startChat(int port) {
        return ChatServiceApplication.application().properties(CHAT_UNLESS_SET).run(arguments(port));
    }

    ConfigurableApplicationContext startAnalytics(int port) {
        return AnalyticsConsumerApplication.start(arguments(port));
    }

    private String[] arguments(int port) {
        Map<String, String> ours = new HashMap<>(ALWAYS);
        ours.putAll(shared);
        ours.put("server.port", String.valueOf(port));
        Stream<String> given = arguments.stream()
                .filter(argument -> ours.keySet().stream().noneMatch(name -> sets(argument, name)));
        return Stream
                .concat(given, ours.entrySet().stream().map(entry -> "--" + entry.getKey() + "=" + entry.getValue()))
                .toArray(String[]::new);
    }

    private static boolean sets(String argument, String name) {
        return argument.equals("--" + name) || argument.startsWith("--" + name + "=");
    }
}
