package io.doorstep.benchmarks.bare;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;

/** On Tomcat as Boot sets it up. */
@WebConfiguration
@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
class TomcatConfiguration {

    @Bean
    WebSocketConfigurer webSocketPaths(@Value("${" + Bare.KAFKA + "}") String kafka) {
        return Greeter.on(new StandardWebSocketUpgradeStrategy(), kafka);
    }
}
