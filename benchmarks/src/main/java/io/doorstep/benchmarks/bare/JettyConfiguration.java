package io.doorstep.benchmarks.bare;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;

/** On Jetty as Boot sets it up. */
@WebConfiguration
@ImportAutoConfiguration(JettyServletWebServerAutoConfiguration.class)
class JettyConfiguration {

    @Bean
    WebSocketConfigurer webSocketPaths(@Value("${" + Bare.KAFKA + "}") String kafka) {
        return Greeter.on(new JettyRequestUpgradeStrategy(), kafka);
    }
}
