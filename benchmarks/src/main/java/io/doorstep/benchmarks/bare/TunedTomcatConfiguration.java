package io.doorstep.benchmarks.bare;

import jakarta.servlet.Filter;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/** On Tomcat with all that can be made smaller by its settings. */
@Configuration(proxyBeanMethods = false)
@Import(TomcatConfiguration.class)
class TunedTomcatConfiguration {
    private static final int MESSAGE_BUFFER = 512;
    private static final String SOCKET_BUFFER = "1024";

    /** Sets what Tomcat reads once, before it is loaded. */
    static void prepare() {
        System.setProperty("org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE", String.valueOf(MESSAGE_BUFFER));
    }

    @Bean
    TomcatConnectorCustomizer smallSocketBuffers() {
        return connector -> {
            connector.setProperty("socket.appReadBufSize", SOCKET_BUFFER);
            connector.setProperty("socket.appWriteBufSize", SOCKET_BUFFER);
        };
    }

    @Bean
    ServletServerContainerFactoryBean webSocketContainer() {
        var container = new ServletServerContainerFactoryBean();
        container.setMaxTextMessageBufferSize(MESSAGE_BUFFER);
        container.setMaxBinaryMessageBufferSize(MESSAGE_BUFFER);
        return container;
    }

    @Bean
    Filter uncompressed() {
        return (request, response, chain) -> chain.doFilter(UncompressedRequest.of(request), response);
    }
}
