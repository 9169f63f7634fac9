package io.doorstep.chat.socket;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.ConnectionPool;
import io.doorstep.chat.admission.ExplanationBudget;
import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.client.ProxyWatch;
import io.doorstep.chat.client.SessionTickets;
import io.doorstep.chat.connector.DroppedUpgrades;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.desk.Desk;
import io.doorstep.support.connector.ConnectionBounds;
import io.doorstep.support.threads.ThreadSupervisor;
import jakarta.websocket.server.ServerContainer;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/** Puts the sockets together. */
@Configuration(proxyBeanMethods = false)
class SocketConfiguration {
    /** Of the pieces in which frames come; what a frame may have in all is the handler's to say. */
    private static final int PIECE = 256;
    /** With a look every 100 ms a close ends within 1.6 s. */
    private static final Duration CLOSE_PATIENCE = Duration.ofMillis(1500);

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
    SocketFitting socketFitting(SocketSettings settings, ConnectionBounds others) {
        Descriptors descriptors = Descriptors.ofThisProcess();
        return new SocketFitting(
                descriptors.require(settings.maxConnections(), settings.maxClosing(), others.connections()),
                descriptors);
    }

    @Bean
    Sockets sockets() {
        return new Sockets();
    }

    @Bean
    ClosingSockets closingSockets(SocketSettings settings) {
        return new ClosingSockets(CLOSE_PATIENCE, settings.maxClosing());
    }

    @Bean
    Closer closer(ClosingSockets closing, SocketSettings settings, ThreadSupervisor threads) {
        return new Closer(closing, new ExplanationBudget(settings.explanationsPerSecond()),
                threads.virtualThreads("writer"));
    }

    @Bean
    Dialogues dialogues(Conversations conversations, Desk desk) {
        return new Dialogues(conversations, desk);
    }

    @Bean
    ChatSocketHandler chatSocketHandler(AdmissionController admission, Dialogues dialogues, Sockets sockets,
            SocketSettings settings, Closer closer, @Qualifier("instance") String instance) {
        return new ChatSocketHandler(admission, dialogues, sockets, settings, closer, new SocketLog(), instance);
    }

    @Bean
    Reconciliation reconciliation(ConnectionPool pool, Sockets sockets) {
        return new Reconciliation(pool, sockets);
    }

    @Bean
    SocketKeeper socketKeeper(Sockets sockets, ChatSocketHandler handler, ClosingSockets closing,
            Reconciliation reconciliation, SocketSettings settings, ThreadSupervisor threads) {
        return new SocketKeeper(sockets, handler, closing, reconciliation, settings, threads);
    }

    /** Before all other filters. */
    @Bean
    FilterRegistrationBean<DoorFilter> door(ChatSocketHandler handler, Closer closer, AdmissionController admission,
            ClientResolver clients, ProxyWatch proxies, SessionTickets tickets, InstantSource clock,
            SocketSettings settings, DroppedUpgrades faults) {
        return at(Ordered.HIGHEST_PRECEDENCE,
                new DoorFilter(new Upgrade(clients, proxies, tickets, clock, settings.ticketRequired()), closer,
                        admission, new FailureGuard(handler), faults));
    }

    /** After the filters that tell who has signed in. */
    @Bean
    FilterRegistrationBean<DoorFilter> deskDoor(ChatSocketHandler handler, Closer closer,
            AdmissionController admission, ClientResolver clients, DroppedUpgrades faults) {
        return at(Ordered.LOWEST_PRECEDENCE, new DoorFilter(new DeskUpgrade(clients), closer, admission,
                new FailureGuard(handler), faults));
    }

    private static FilterRegistrationBean<DoorFilter> at(int order, DoorFilter filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }
}
