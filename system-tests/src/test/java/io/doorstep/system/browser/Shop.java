package io.doorstep.system.browser;

import io.doorstep.chat.ChatServiceApplication;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** The chat service with its pages on a free port; where no broker is named, at an address where none listens. */
final class Shop implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private Shop(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Shop open(String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1",
                "--doorstep.secret=test", "--doorstep.socket.drain-grace=0s", "--doorstep.events.stop-within=0s",
                "--doorstep.events.spool-max-bytes=0",
                "--spring.main.banner-mode=off", "--logging.level.root=warn"));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--spring.kafka.bootstrap-servers"))) {
            arguments.add("--spring.kafka.bootstrap-servers=127.0.0.1:1");
        }
        return new Shop(ChatServiceApplication.start(arguments.toArray(String[]::new)));
    }

    String url(String path) {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + path;
    }

    @Override
    public void close() {
        context.close();
    }
}
