package io.doorstep.chat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class ForwardingPropertyTests {
    private static final String REMOTE = "10.1.2.3";
    private static final String[] PIECES = {"for=", "For=", "by=", "host=", ";", ",", "\"", "\\", " ", "\t", "=", "[",
            "]",
            ":", "::", "%", "/", ".", "10.1.2.3", "198.51.100.7", "::ffff:1.2.3.4", "[2001:db8::1]:80", "unknown",
            "_hidden", "0x7f.1", "*", "\u00e9", "\uD83D", "\u0000"};

    @RepeatedTest(200)
    void garbage_neverThrows_andChangesNothingWithoutATrustedProxy(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        for (ForwardedHeader header : ForwardedHeader.values()) {
            ClientResolver nobodyTrusted = new ClientResolver(List.of(), header);
            ClientResolver allTrusted = new ClientResolver(List.of("0.0.0.0/0", "::/0"), header);
            for (int i = 0; i < 50; i++) {
                List<String> garbage = IntStream.range(0, random.nextInt(4)).mapToObj(_ -> garbage(random)).toList();
                assertThat(keyOf(nobodyTrusted, REMOTE, garbage)).isEqualTo("ip:" + REMOTE);
                assertThat(keyOf(allTrusted, REMOTE, garbage)).startsWith("ip:");
                assertThat(keyOf(allTrusted, garbage(random), garbage)).startsWith("ip:");
            }
        }
    }

    @RepeatedTest(200)
    void whatAVisitorSends_neverChangesWhatTheProxyPutsBehindIt(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 50; i++) {
            String element = element(random, "198.51.100.7");
            ClientResolver resolver = new ClientResolver(List.of("10.0.0.0/8"), ForwardedHeader.FORWARDED);
            assertThat(keyOf(resolver, REMOTE, List.of(garbage(random) + "," + element))).as(element)
                    .isEqualTo("ip:198.51.100.7");
            assertThat(keyOf(resolver, REMOTE, List.of(garbage(random), element))).as(element)
                    .isEqualTo("ip:198.51.100.7");
        }
    }

    @RepeatedTest(200)
    void wellFormedElements_areTheSameFromBothSides(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        List<String> elements = IntStream.range(0, 1 + random.nextInt(20))
                .mapToObj(i -> element(random, "10.0.0." + i)).toList();
        String value = String.join(",", elements);
        List<String> fromTheRight = new ArrayList<>();
        for (int end = value.length(); end >= 0;) {
            int start = ForwardedElement.startOfLast(value, end);
            fromTheRight.add(value.substring(start, end));
            end = start - 1;
        }
        assertThat(fromTheRight.reversed()).isEqualTo(elements);
        for (int i = 0; i < elements.size(); i++) {
            assertThat(new ForwardedElement(elements.get(i)).node()).contains("10.0.0." + i);
        }
    }

    private static String keyOf(ClientResolver resolver, String remote, List<String> headers) {
        return resolver.resolve(remote, headers, null).key().value();
    }

    private static String garbage(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static String element(Random random, String node) {
        List<String> pairs = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            pairs.add("host=" + quoted(random, garbage(random)));
        }
        pairs.add(random.nextInt(pairs.size() + 1), "for=" + (random.nextBoolean() ? node : quoted(random, node)));
        return String.join(random.nextBoolean() ? ";" : " ; ", pairs);
    }

    private static String quoted(Random random, String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escape = c == '"' || c == '\\' || random.nextInt(5) == 0;
            quoted.append(escape ? "\\" : "").append(c);
        }
        return quoted.append('"').toString();
    }
}
