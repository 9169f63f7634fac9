package io.doorstep.stack;

import io.doorstep.chat.ChatServiceApplication;
import io.doorstep.stack.broker.BrokerLines;
import io.doorstep.stack.broker.BrokerWatch;
import io.doorstep.stack.broker.FolderFault;
import io.doorstep.stack.broker.InProcessBroker;
import io.doorstep.stack.broker.KafkaErrors;
import io.doorstep.stack.broker.KafkaExit;
import io.doorstep.support.log.LogLimits;
import io.doorstep.support.settings.SettingNames;
import io.doorstep.support.settings.SettingsException;
import io.doorstep.support.settings.StrictSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Everything on this machine in one process, or with the word {@code broker} the broker alone. Runs until it is
 * interrupted or terminated, or its broker gives up, then stops the services before the broker they publish to.
 */
public final class LocalStack {
    private final StackSettings settings;
    private final DataFolder data;
    private final Ending ending;

    private LocalStack(StackSettings settings, DataFolder data, Ending ending) {
        this.settings = settings;
        this.data = data;
        this.ending = ending;
    }

    /**
     * Exit status 1: something stands in the way; 2: the command line makes no sense; 3: the broker gave up. Each is said
     * in a sentence.
     */
    public static void main(String[] args) throws InterruptedException {
        Ending ending = new Ending();
        try {
            start(args, ending);
        } catch (StartRefused e) {
            ending.refuse(String.valueOf(e.getMessage()), e.status());
        }
    }

    private static void start(String[] args, Ending ending) throws InterruptedException {
        ApplicationArguments arguments = new DefaultApplicationArguments(args);
        Command command = Command.of(arguments.getNonOptionArgs());
        Services.requireSharable(arguments.getOptionNames());
        ConfigurableEnvironment environment = StackSettings.environment(args);
        requireKnown(environment);
        StackSettings settings = StackSettings.from(environment);
        Ports.requireFree(command, settings);
        DataFolder data = DataFolder.open(settings.dataDir());
        data.requireRoom();
        logAsOne(environment);
        ChatServiceApplication.prepare();

        LocalStack stack = new LocalStack(settings, data, ending);
        KafkaErrors errors = KafkaErrors.begin();
        KafkaExit.handTo((status, message) -> ending.brokerGaveUp(stack.reason(status, message, errors)));
        ending.onSignal();
        switch (command) {
            case BROKER -> stack.broker();
            case EVERYTHING -> stack.everything(List.of(args));
        }
    }

    private static void requireKnown(ConfigurableEnvironment environment) {
        try {
            StrictSettings.require(environment, SettingNames.ofAllParts());
        } catch (SettingsException e) {
            throw StartRefused.because(String.valueOf(e.getMessage()), e);
        }
    }

    /** Two services in one process must not configure its logging one after the other. */
    private static void logAsOne(ConfigurableEnvironment environment) {
        LoggingSystem logging = LoggingSystem.get(LocalStack.class.getClassLoader());
        logging.beforeInitialize();
        logging.initialize(new LoggingInitializationContext(environment), null, null);
        LogLimits.install();
    }

    private void broker() throws InterruptedException {
        Welcome.toBroker(beginBroker().running(), data.path());
    }

    private void everything(List<String> arguments) throws InterruptedException {
        Part<InProcessBroker> broker = beginBroker();
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
                "server.address", settings.address().getHostAddress(),
                StackSettings.DATA_DIR, data.path().toString(),
                StackSettings.SECRET, settings.secret().isEmpty() ? data.secret() : settings.secret(),
                StackSettings.OPERATOR_PASSWORD, password.text());
    }

    private Part<InProcessBroker> beginBroker() {
        Part<InProcessBroker> part = Part.start(Part.BROKER, this::startBroker);
        ending.broker(part);
        return part;
    }

    private InProcessBroker startBroker() {
        InProcessBroker broker = InProcessBroker.start(data.broker(), settings.brokerPort());
        BrokerLines.leaveOut(data.broker());
        BrokerWatch.begin(data.broker(), ending::brokerGaveUp);
        return broker;
    }

    /** Kafka may give up without a word; then what is wrong with its folder is why, or the last error it has logged. */
    private String reason(int status, @Nullable String message, KafkaErrors errors) {
        String ofFolder = FolderFault.of(data.broker());
        if (ofFolder != null) {
            return ofFolder;
        }
        String last = errors.last();
        return message != null && !message.isBlank() ? message : last != null ? last : "with status " + status;
    }

    private <T extends AutoCloseable> Part<T> begin(String name, Callable<T> start) {
        Part<T> part = Part.start(name, start);
        ending.service(part);
        return part;
    }
}
