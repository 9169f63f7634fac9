package io.doorstep.support.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.support.origin.ForwardedHost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class ForwardingPropertyTests {
    private static final String REMOTE = "10.1.2.3";
    private static final Map<ForwardedHeader, TrustedProxies> NOBODY = trusting();
    private static final Map<ForwardedHeader, TrustedProxies> EVERYBODY = trusting("0.0.0.0/0", "::/0");
    private static final Map<ForwardedHeader, TrustedProxies> TEN = trusting("10.0.0.0/8");
    private static final String[] PIECES = {"for=", "For=", "by=", "host=", ";", ",", "\"", "\\", " ", "\t", "=", "[",
            "]",
            ":", "::", "%", "/", ".", "10.1.2.3", "198.51.100.7", "::ffff:1.2.3.4", "[2001:db8::1]:80", "unknown",
            "_hidden", "0x7f.1", "*", "\u00e9", "\uD83D", "\u0000"};

    private static Map<ForwardedHeader, TrustedProxies> trusting(String... proxies) {
        return Arrays.stream(ForwardedHeader.values())
                .collect(Collectors.toMap(header -> header, header -> new TrustedProxies(List.of(proxies), header)));
    }

    private static TrustedProxies of(Map<ForwardedHeader, TrustedProxies> byHeader, ForwardedHeader header) {
        return Objects.requireNonNull(byHeader.get(header));
    }

    @RepeatedTest(200)
    void garbage_neverThrows_andChangesNothingWithoutATrustedProxy(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        for (ForwardedHeader header : ForwardedHeader.values()) {
            TrustedProxies nobodyTrusted = of(NOBODY, header);
            TrustedProxies allTrusted = of(EVERYBODY, header);
            for (int i = 0; i < 50; i++) {
                List<String> garbage = IntStream.range(0, random.nextInt(4)).mapToObj(_ -> garbage(random)).toList();
                assertThat(callerOf(nobodyTrusted, REMOTE, garbage)).isEqualTo(REMOTE);
                assertThat(callerOf(allTrusted, REMOTE, garbage)).isNotNull();
                assertThat(callerOf(allTrusted, garbage(random), garbage)).isNotNull();
            }
        }
    }

    @RepeatedTest(200)
    void whatAVisitorSends_neverChangesWhatTheProxyPutsBehindIt(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 50; i++) {
            String element = element(random, "198.51.100.7");
            TrustedProxies proxies = of(TEN, ForwardedHeader.FORWARDED);
            assertThat(callerOf(proxies, REMOTE, List.of(garbage(random) + "," + element))).as(element)
                    .isEqualTo("198.51.100.7");
            assertThat(callerOf(proxies, REMOTE, List.of(garbage(random), element))).as(element)
                    .isEqualTo("198.51.100.7");
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

    @RepeatedTest(200)
    void addresses_areReadTheSameWhenWritten(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 200; i++) {
            String text = garbage(random);
            Addresses.read(text).ifPresent(address -> assertThat(Addresses.read(address.toCanonicalString())).as(text)
                    .contains(address));
        }
    }

    @RepeatedTest(200)
    void emptyElements_changeNothing(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        for (ForwardedHeader header : ForwardedHeader.values()) {
            TrustedProxies proxies = of(TEN, header);
            List<String> elements = IntStream.range(0, random.nextInt(5)).mapToObj(i -> hop(header, random, i))
                    .toList();
            List<String> padded = new ArrayList<>();
            for (String element : elements) {
                padded.addAll(empties(random));
                padded.add(element);
            }
            padded.addAll(empties(random));
            String expected = callerOf(proxies, REMOTE, elements);
            assertThat(callerOf(proxies, REMOTE, List.of(String.join(",", padded)))).as("%s", padded)
                    .isEqualTo(expected);
            assertThat(callerOf(proxies, REMOTE, padded)).as("%s", padded).isEqualTo(expected);
        }
    }

    private static String hop(ForwardedHeader header, Random random, int i) {
        String node = new String[]{"10.9.9." + i, "198.51.100." + i, "unknown", "\"x"}[random.nextInt(4)];
        return header == ForwardedHeader.FORWARDED ? "for=" + node : node;
    }

    private static List<String> empties(Random random) {
        return IntStream.range(0, random.nextInt(3)).mapToObj(_ -> new String[]{"", " ", "\t "}[random.nextInt(3)])
                .toList();
    }

    @RepeatedTest(100)
    void whatAVisitorSends_isNoOwnHost_behindAProxyThatAppends(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        Map<String, List<String>> forged = Map.of("X-Forwarded-For", List.of(garbage(random) + ", 198.51.100.7"),
                "X-Forwarded-Host", List.of("evil.example, chat.example"), "Forwarded",
                List.of("for=1.1.1.1;host=evil.example, for=198.51.100.7;host=chat.example"));
        for (ForwardedHeader header : ForwardedHeader.values()) {
            TrustedProxies proxies = of(TEN, header);
            assertThat(proxies.hosts(REMOTE, name -> forged.getOrDefault(name, List.of())))
                    .extracting(ForwardedHost::host).containsExactly("chat.example");
            assertThat(proxies.hosts("192.0.2.1", name -> forged.getOrDefault(name, List.of()))).isEmpty();
        }
    }

    private static String callerOf(TrustedProxies proxies, String remote, List<String> headers) {
        return proxies.callerOf(remote, headers);
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
