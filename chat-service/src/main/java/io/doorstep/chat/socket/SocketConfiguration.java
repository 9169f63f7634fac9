package io.doorstep.chat.socket;

import io.doorstep.chat.admission.AdmissionController;
import io.doorstep.chat.admission.ExplanationBudget;
import io.doorstep.chat.client.AgentNames;
import io.doorstep.chat.client.ClientResolver;
import io.doorstep.chat.client.HandoverPasses;
import io.doorstep.chat.client.ProxyWatch;
import io.doorstep.chat.client.SessionTickets;
import io.doorstep.chat.connector.DroppedUpgrades;
import io.doorstep.chat.conversation.Conversations;
import io.doorstep.chat.desk.Desk;
import io.doorstep.chat.house.House;
import io.doorstep.chat.repetition.TextWatch;
import io.doorstep.chat.sanction.Sanctions;
import io.doorstep.chat.socket.dialogue.Dialogues;
import io.doorstep.chat.socket.tomcat.CloseSupervisor;
import io.doorstep.chat.socket.tomcat.ClosingConnections;
import io.doorstep.chat.socket.tomcat.ContainerLimits;
import io.doorstep.chat.socket.tomcat.Descriptors;
import io.doorstep.chat.socket.tomcat.SocketFitting;
import io.doorstep.chat.socket.upgrade.DeskUpgrade;
import io.doorstep.chat.socket.upgrade.Upgrade;
import io.doorstep.chat.socket.upgrade.WebSocketUpgradeFilter;
import io.doorstep.support.connections.ConnectionBounds;
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
                descriptors.require(settings.maxConnections(), settings.agents(), settings.maxClosing(),
                        others.connections()),
                descriptors);
    }

    @Bean
    Sockets sockets() {
        return new Sockets();
    }

    @Bean
    ClosingConnections closingSockets(SocketSettings settings) {
        return new ClosingConnections(CLOSE_PATIENCE, settings.maxClosing());
    }

    @Bean
    CloseSupervisor closer(ClosingConnections closing, SocketSettings settings, ThreadSupervisor threads) {
        return new CloseSupervisor(closing, new ExplanationBudget(settings.explanationsPerSecond()),
                threads.virtualThreads("writer"));
    }

    @Bean
    Dialogues dialogues(AdmissionController admission, Conversations conversations, Desk desk, TextWatch texts) {
        return new Dialogues(admission, conversations, desk, texts);
    }

    @Bean
    ChatSocketHandler chatSocketHandler(AdmissionController admission, Dialogues dialogues, Sockets sockets,
            SocketSettings settings, CloseSupervisor closer, SanctionEnforcer enforcer,
            HandoverPasses passes, InstantSource clock, @Qualifier("instance") String instance) {
        return new ChatSocketHandler(admission, dialogues, sockets, settings, closer, enforcer, passes, clock,
                new SocketLog(), instance);
    }

    @Bean
    SanctionEnforcer sanctionEnforcer(Sanctions sanctions, Sockets sockets) {
        return new SanctionEnforcer(sanctions, sockets);
    }

    @Bean
    PermitLeakDetector reconciliation(House house, Sockets sockets) {
        return new PermitLeakDetector(house, sockets);
    }

    @Bean
    SocketMaintenance socketKeeper(Sockets sockets, House house, ChatSocketHandler handler,
            ClosingConnections closing,
            PermitLeakDetector reconciliation, SanctionEnforcer enforcer, Desk desk,
            SocketSettings settings, ThreadSupervisor threads) {
        return new SocketMaintenance(sockets, house, handler, closing, reconciliation, enforcer, desk, settings,
                threads);
    }

    /** Before all other filters. */
    @Bean
    FilterRegistrationBean<WebSocketUpgradeFilter> door(ChatSocketHandler handler, CloseSupervisor closer,
            AdmissionController admission,
            ClientResolver clients, ProxyWatch proxies, SessionTickets tickets, InstantSource clock,
            SocketSettings settings, DroppedUpgrades faults) {
        return at(Ordered.HIGHEST_PRECEDENCE,
                new WebSocketUpgradeFilter(new Upgrade(clients, proxies, tickets, clock, settings.ticketRequired()),
                        closer,
                        admission, new FailureGuard(handler), faults));
    }

    /** After the filters that tell who has signed in. */
    @Bean
    FilterRegistrationBean<WebSocketUpgradeFilter> deskDoor(ChatSocketHandler handler, CloseSupervisor closer,
            AdmissionController admission, ClientResolver clients, AgentNames names, DroppedUpgrades faults) {
        return at(Ordered.LOWEST_PRECEDENCE,
                new WebSocketUpgradeFilter(new DeskUpgrade(clients, names), closer, admission,
                        new FailureGuard(handler), faults));
    }

    private static FilterRegistrationBean<WebSocketUpgradeFilter> at(int order, WebSocketUpgradeFilter filter) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        return registration;
    }
}
