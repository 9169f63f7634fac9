package io.doorstep.benchmarks.bare;

import io.doorstep.benchmarks.commands.BenchmarkCommand;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the bare application until it is interrupted or terminated. */
@Command(name = "bare", description = "Runs a WebSocket application that only greets and echoes.")
public final class Bare extends BenchmarkCommand implements Runnable {
    static final String KAFKA = "bare.kafka";
    /** Boot's own number is no property of the handler. */
    private static final int AS_MANY_AS_CAN_BE = 100_000;

    @Option(names = "--variant", defaultValue = "TOMCAT", paramLabel = "NAME", description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Variant variant = Variant.TOMCAT;

    @Option(names = "--port", defaultValue = "8002", paramLabel = "PORT", description = "Where it listens. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--kafka", defaultValue = "", paramLabel = "HOST:PORT", description = "Send texts through this broker, to all sockets of their path. Default: echo them.")
    private String kafka = "";

    public static void main(String[] args) {
        int status = new CommandLine(new Bare()).setCaseInsensitiveEnumValuesAllowed(true).execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    @Override
    public void run() {
        if (variant == Variant.TOMCAT_TUNED) {
            TunedTomcatConfiguration.prepare();
        }
        var _ = new SpringApplicationBuilder(variant.configuration())
                .bannerMode(Banner.Mode.OFF)
                .properties(
                        Map.of("server.port", port, KAFKA, kafka, "logging.config", "classpath:benchmarks-logback.xml",
                                "server.tomcat.max-connections", AS_MANY_AS_CAN_BE))
                .run();
    }
}
