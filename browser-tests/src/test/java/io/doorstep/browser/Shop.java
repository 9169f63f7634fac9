package io.doorstep.browser;

import io.doorstep.chat.ChatServiceApplication;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** The chat service with its pages on a free port; where no broker is named, at an address where none listens. */
final class Shop implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private Shop(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Shop open(String... settings) {
        Map<String, String> arguments = new LinkedHashMap<>(Map.of("server.port", "0", "server.address", "127.0.0.1",
                "doorstep.secret", "shop".repeat(8), "doorstep.socket.drain-grace", "0s", "doorstep.events.stop-within",
                "0s",
                "doorstep.events.spool-max-bytes", "0", "doorstep.limits.bootstrap-within", "0s",
                "spring.kafka.bootstrap-servers", "127.0.0.1:1",
                "spring.main.banner-mode", "off", "logging.level.root", "warn"));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            arguments.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new Shop(ChatServiceApplication.start(arguments.entrySet().stream()
                .map(argument -> "--" + argument.getKey() + "=" + argument.getValue()).toArray(String[]::new)));
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    @Override
    public void close() {
        context.close();
    }
}
