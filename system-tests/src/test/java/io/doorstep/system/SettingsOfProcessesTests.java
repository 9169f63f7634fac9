package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.analytics.AnalyticsConsumerApplication;
import io.doorstep.chat.ChatServiceApplication;
import io.doorstep.stack.LocalStack;
import io.doorstep.testing.process.JavaProgram;
import io.doorstep.testing.service.RunningChat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong settings end a process: with one sentence, no stack trace, and a status that is not 0. */
class SettingsOfProcessesTests {
    private static final Map<String, Class<?>> PROGRAMS = Map.of("chat", ChatServiceApplication.class, "learner",
            AnalyticsConsumerApplication.class, "stack", LocalStack.class);

    @TempDir
    private Path data;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # program | written (a variable where it begins in capitals) | the sentence
            chat    | --doorstep.orgins=https://shop.example     | doorstep.orgins is not a setting: the nearest known one is doorstep.origins
            chat    | -Ddoorstep.pool.max-conn=5                 | doorstep.pool.max-conn is not a setting: the nearest known one is doorstep.pool.max-connections
            chat    | DOORSTEP_POOL_MAXCONNECTION=5              | DOORSTEP_POOL_MAXCONNECTION is not a setting: the nearest known one is DOORSTEP_POOL_MAXCONNECTIONS
            chat    | DOORSTEP_SECRET=short                      | doorstep.secret must have at least 32 characters, not 5
            chat    | --doorstep.limiter=leaky                   | doorstep.limiter is 'leaky', which is no value for it: write one of sliding-window, fixed-cycle
            chat    | --doorstep.users[0].name=a,--doorstep.users[0].roles=admin | doorstep.users[0].roles has 'admin', which is no role
            chat    | --doorstep.origins=https://a.example/chat  | doorstep.origins
            learner | --doorstep.tuning.widow=10s                | doorstep.tuning.widow is not a setting: the nearest known one is doorstep.tuning.window
            learner | DOORSTEP_TUNING_MODE=maybe                 | doorstep.tuning.mode is 'maybe', which is no value for it: write one of off, shadow, enforce
            learner | --doorstep.tuning.trial.windows=0          | doorstep.tuning.trial.windows must be greater than or equal to 1
            learner | --doorstep.trusted-proxies=10.0.0.0/99     | doorstep.trusted-proxies: '10.0.0.0/99' is not an address or a CIDR block such as 10.0.0.0/8
            stack   | --doorstep.stack.brokerport2=1             | doorstep.stack.brokerport2 is not a setting: the nearest known one is doorstep.stack.broker-port
            stack   | DOORSTEP_STACK_CHATPROT=1                  | DOORSTEP_STACK_CHATPROT is not a setting: the nearest known one is DOORSTEP_STACK_CHATPORT
            stack   | -Ddoorstep.stack.chat-prot=1               | doorstep.stack.chat-prot is not a setting: the nearest known one is doorstep.stack.chat-port
            stack   | --doorstep.stack.address=nowhere.invalid   | doorstep.stack.address must be an address of this machine
            """)
    void aWrongSetting_endsTheProcessWithOneSentence(String program, String written, String sentence)
            throws Exception {
        Process process = start(PROGRAMS.getOrDefault(program, LocalStack.class), List.of(written.split(",", -1)));
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
            assertThat(process.exitValue()).as(output).isNotZero();
            assertThat(output.lines().filter(line -> line.contains(sentence))).as(output).hasSize(1);
            assertThat(output).doesNotContain("\tat ", "Exception");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(Class<?> program, List<String> written) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("--server.address=127.0.0.1", "--spring.kafka.bootstrap-servers=127.0.0.1:1"));
        if (program == LocalStack.class) {
            arguments.clear();
            arguments.addAll(List.of("--doorstep.stack.broker-port=0", "--doorstep.stack.chat-port=0",
                    "--doorstep.stack.analytics-port=0"));
        } else {
            arguments.add("--server.port=0");
        }
        arguments.add("--doorstep.data-dir=" + data);
        written.stream().filter(word -> word.startsWith("--")).forEach(arguments::add);
        ProcessBuilder builder = JavaProgram.ofService(program).process("256m", arguments);
        builder.command().addAll(1, written.stream().filter(word -> word.startsWith("-D")).toList());
        builder.environment().put("DOORSTEP_SECRET", RunningChat.SECRET);
        written.stream().filter(word -> !word.startsWith("-")).map(word -> word.split("=", 2))
                .forEach(variable -> builder.environment().put(variable[0], variable[1]));
        return builder.start();
    }
}
