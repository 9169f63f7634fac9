package io.doorstep.chat.socket;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.client.ProxyWatch;
import io.doorstep.chat.client.SessionTickets;
import io.doorstep.chat.conversation.Conversations;
import jakarta.websocket.server.ServerContainer;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/** Puts the sockets together. Spring's own origin check is off: it would refuse with a bare 403. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class SocketConfiguration {
    /** Of the pieces in which frames come; what a frame may have in all is the handler's to say. */
    private static final int PIECE = 512;

    @Bean
    static ServletServerContainerFactoryBean webSocketContainer() {
        var container = new ServletServerContainerFactoryBean();
        container.setMaxTextMessageBufferSize(PIECE);
        container.setMaxBinaryMessageBufferSize(PIECE);
        return container;
    }

    @Bean
    SmartInitializingSingleton swiftCloses(ServerContainer container) {
        return () -> ContainerLimits.lookForDueSocketsEverySecond(container);
    }

    @Bean
    Sockets sockets() {
        return new Sockets();
    }

    @Bean
    ChatSocketHandler chatSocketHandler(AdmissionController admission, Conversations conversations, Sockets sockets,
            SocketSettings settings, @Qualifier("instance") String instance) {
        Executor writers = Executors.newVirtualThreadPerTaskExecutor();
        ContainerLimits limits = new ContainerLimits(settings.heartbeat().multipliedBy(5).dividedBy(2));
        return new ChatSocketHandler(admission, conversations, sockets, limits, writers, new SocketLog(),
                settings.ticketRequired(), instance);
    }

    @Bean
    SocketKeeper socketKeeper(Sockets sockets, ChatSocketHandler handler, SocketSettings settings) {
        return new SocketKeeper(sockets, handler, settings);
    }

    @Bean
    WebSocketConfigurer webSocketPaths(ChatSocketHandler handler, ClientResolver clients, ProxyWatch proxies,
            SessionTickets tickets) {
        return registry -> registry.addHandler(handler, Upgrade.PATH + "**")
                .addInterceptors(new Upgrade(clients, proxies, tickets)).setAllowedOriginPatterns("*");
    }
}
