package io.doorstep.stack;

import io.doorstep.chat.ChatServiceApplication;
import io.doorstep.support.log.KafkaLogLimit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Everything on this machine in one process, or with the word {@code broker} the broker alone. Runs until it is
 * interrupted or terminated, then stops the services before the broker they publish to.
 */
public final class LocalStack {
    private final StackSettings settings;
    private final DataFolder data;
    private final List<Part<?>> parts = new CopyOnWriteArrayList<>();

    private LocalStack(StackSettings settings, DataFolder data) {
        this.settings = settings;
        this.data = data;
    }

    /** Exit status 1: something stands in the way; 2: the command line makes no sense. Either is said in a sentence. */
    public static void main(String[] args) throws InterruptedException {
        try {
            start(args);
        } catch (StartRefused e) {
            System.err.println(e.getMessage());
            System.exit(e.status());
        }
    }

    private static void start(String[] args) throws InterruptedException {
        ApplicationArguments arguments = new DefaultApplicationArguments(args);
        Command command = Command.of(arguments.getNonOptionArgs());
        Services.requireSharable(arguments.getOptionNames());
        ConfigurableEnvironment environment = StackSettings.environment(args);
        StackSettings settings = StackSettings.from(environment);
        Ports.requireFree(command, settings);
        DataFolder data = DataFolder.open(settings.dataDir());
        logAsOne(environment);
        ChatServiceApplication.prepare();

        LocalStack stack = new LocalStack(settings, data);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::stop, "stop"));
        switch (command) {
            case BROKER -> stack.broker();
            case EVERYTHING -> stack.everything(List.of(args));
        }
    }

    /** Two services in one process must not configure its logging one after the other. */
    private static void logAsOne(ConfigurableEnvironment environment) {
        LoggingSystem logging = LoggingSystem.get(LocalStack.class.getClassLoader());
        logging.beforeInitialize();
        logging.initialize(new LoggingInitializationContext(environment), null, null);
        KafkaLogLimit.install();
    }

    private void broker() throws InterruptedException {
        Welcome.toBroker(begin(Part.BROKER, this::startBroker).running(), data.path());
    }

    private void everything(List<String> arguments) throws InterruptedException {
        Part<InProcessBroker> broker = begin(Part.BROKER, this::startBroker);
        int brokerPort = settings.brokerPort() == 0 ? broker.running().port() : settings.brokerPort();
        OperatorPassword password = OperatorPassword.from(settings.operatorPassword());
        Services services = new Services(arguments, shared(brokerPort, password));
        Part<ConfigurableApplicationContext> analytics = begin(Part.ANALYTICS,
                () -> services.startAnalytics(settings.analyticsPort()));
        Part<ConfigurableApplicationContext> chat = begin(Part.CHAT, () -> services.startChat(settings.chatPort()));
        Welcome.toEverything(chat.running(), analytics.running(), broker.running(), password, data.path());
    }

    private Map<String, String> shared(int brokerPort, OperatorPassword password) {
        return Map.of(
                "spring.kafka.bootstrap-servers", InProcessBroker.HOST + ":" + brokerPort,
                StackSettings.DATA_DIR, data.path().toString(),
                StackSettings.SECRET, settings.secret().isEmpty() ? data.secret() : settings.secret(),
                StackSettings.OPERATOR_PASSWORD, password.text());
    }

    private InProcessBroker startBroker() {
        return InProcessBroker.start(data.broker(), settings.brokerPort());
    }

    private <T extends AutoCloseable> Part<T> begin(String name, Callable<T> start) {
        Part<T> part = Part.start(name, start);
        parts.add(part);
        return part;
    }

    private void stop() {
        parts.reversed().forEach(Part::stop);
    }
}
