package io.doorstep.chat;

import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The chat service as a process of its own. */
@SpringBootApplication
public class ChatServiceApplication {
    private static final String SOCKET_BUFFERS = "org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE";

    public static void main(String[] args) {
        start(args);
    }

    /**
     * Sizes the buffers of sockets to the protocol's small frames. Tomcat reads this once in a process: where several
     * servers share one, call it before the first starts.
     */
    public static void prepare() {
        if (System.getProperty(SOCKET_BUFFERS) == null) {
            System.setProperty(SOCKET_BUFFERS, "512");
        }
    }

    /** Starts it inside this process. Its own settings are in {@code chat-service.yaml}. */
    public static ConfigurableApplicationContext start(String... args) {
        return application().run(args);
    }

    /** For those who add to it before it starts. */
    public static SpringApplicationBuilder application() {
        prepare();
        return new SpringApplicationBuilder(ChatServiceApplication.class)
                .properties(Map.of("spring.config.name", "application,chat-service"));
    }
}
