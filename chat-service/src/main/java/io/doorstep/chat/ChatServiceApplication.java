package io.doorstep.chat;

import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The chat service as a process of its own. */
@SpringBootApplication
public class ChatServiceApplication {

    public static void main(String[] args) {
        start(args);
    }

    /** Starts it inside this process. Its own settings are in {@code chat-service.yaml}. */
    public static ConfigurableApplicationContext start(String... args) {
        return application().run(args);
    }

    /** For those who add to it before it starts. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(ChatServiceApplication.class)
                .properties(Map.of("spring.config.name", "application,chat-service"));
    }
}
