package io.doorstep.chat.rejection;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.socket.frame.CloseStatuses;
import io.doorstep.events.ErrorCode;
import io.doorstep.events.RateLimit;
import io.doorstep.events.SanctionRule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The catalogue is that of docs/protocol.md. */
class RejectionsTests {
    private static final Pattern CODE = Pattern.compile("^\\| `([A-Z_]+)` \\| ([^|`]+) \\| (yes|no) \\|",
            Pattern.MULTILINE);
    private static final Pattern MESSAGE = Pattern.compile("^\\| `([A-Z_]+)` \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$",
            Pattern.MULTILINE);
    private static final String DUE = "until the limit has a permit again";
    private static final String RETRY_AFTER = "`doorstep.pool.retry-after`";
    private static final String KEPT = "until a place is kept for the client";
    private static final String DRAIN = "1000 to 4999; 50 to 249 with a pass";

    private static final String BAN = "until the ban ends";

    /** Nobody is rejected with this: it is for readers of newer events. */
    private static final Set<ErrorCode> UNUSED = EnumSet.of(ErrorCode.OTHER);

    private static final RateLimit RATE = RateLimit.of(50, Duration.ofMinutes(5));
    private static final RateLimit SESSIONS = RateLimit.of(5, Duration.ofHours(1));
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    /** By the name of their factory, what it makes of the numbers in the document, and the words there for their wait. */
    private static final Map<String, List<Row>> MADE = Map.ofEntries(
            Map.entry("rateLimitExceeded", List.of(Row.of(Rejections.rateLimitExceeded(RATE, false, 7), DUE),
                    Row.of(Rejections.rateLimitExceeded(RateLimit.of(400, Duration.ofMinutes(5)), true, 7), DUE))),
            Map.entry("poolIsFull", List.of(Row.of(Rejections.poolIsFull(1000, TEN_SECONDS), KEPT))),
            Map.entry("strangersHaveAllTheirSlots",
                    List.of(Row.of(Rejections.strangersHaveAllTheirSlots(800, TEN_SECONDS), KEPT))),
            Map.entry("agentsHaveAllTheirSlots",
                    List.of(Row.of(Rejections.agentsHaveAllTheirSlots(100, TEN_SECONDS), RETRY_AFTER))),
            Map.entry("networkHasItsShare",
                    List.of(Row.of(Rejections.networkHasItsShare(100, TEN_SECONDS), RETRY_AFTER))),
            Map.entry("clientHasAllItsSlots",
                    List.of(Row.of(Rejections.clientHasAllItsSlots(25, TEN_SECONDS), RETRY_AFTER))),
            Map.entry("networkHasAllItsSlots",
                    List.of(Row.of(Rejections.networkHasAllItsSlots(200, TEN_SECONDS), RETRY_AFTER))),
            Map.entry("sessionLimitExceeded", List.of(Row.of(Rejections.sessionLimitExceeded(SESSIONS, false, 7), DUE),
                    Row.of(Rejections.sessionLimitExceeded(RateLimit.of(40, Duration.ofHours(1)), true, 7), DUE))),
            Map.entry("messageRateLimitExceeded", List.of(Row.of(
                    Rejections.messageRateLimitExceeded(RateLimit.of(30, Duration.ofMinutes(1)), 7), DUE))),
            Map.entry("clientSanctioned", bans()),
            Map.entry("frameFlood", List.of(Row.of(Rejections.frameFlood(100, 262_144)))),
            Map.entry("messageIdLength", List.of(Row.of(Rejections.messageIdLength(64)))),
            Map.entry("textTooLong", List.of(Row.of(Rejections.textTooLong(4000)))),
            Map.entry("frameTooLong", List.of(Row.of(Rejections.frameTooLong(32_768)))),
            Map.entry("idle", List.of(Row.of(Rejections.idle(Duration.ofMinutes(30))))),
            Map.entry("roomNeeded", List.of(Row.of(Rejections.roomNeeded(TEN_SECONDS), RETRY_AFTER))),
            Map.entry("draining", List.of(Row.of(Rejections.draining(), DRAIN))),
            Map.entry("drainingAsWell", List.of(Row.of(Rejections.drainingAsWell(), DRAIN))));

    /** One of each rule; nobody is sanctioned by that which stands for newer ones. */
    private static List<Row> bans() {
        return EnumSet.complementOf(EnumSet.of(SanctionRule.OTHER)).stream()
                .map(rule -> Row.of(
                        Rejections.clientSanctioned(rule, Instant.parse("2026-01-02T03:14:04.100Z"), 600_000), BAN))
                .toList();
    }

    /** A row of the document. */
    private record Row(String code, String message, String scope, String waits) implements Comparable<Row> {

        static Row of(Rejection rejection) {
            return of(rejection, String.valueOf(rejection.retryAfterMs()));
        }

        static Row of(Rejection rejection, String waits) {
            String scope = rejection.scope();
            return new Row(rejection.code().name(), rejection.message(), scope == null ? "–" : "`" + scope + "`",
                    waits);
        }

        @Override
        public int compareTo(Row other) {
            return toString().compareTo(other.toString());
        }
    }

    private static String section() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "protocol.md"));
        int start = document.indexOf("\n## Rejections\n");
        return document.substring(start, document.indexOf("\n## ", start + 1));
    }

    private static List<Rejection> constants() throws IllegalAccessException {
        List<Rejection> constants = new ArrayList<>();
        for (Field field : Rejections.class.getDeclaredFields()) {
            if (field.getType() == Rejection.class) {
                constants.add((Rejection) field.get(null));
            }
        }
        return constants;
    }

    @Test
    void everyFactory_isAmongThoseCompared() {
        assertThat(MADE.keySet()).isEqualTo(Arrays.stream(Rejections.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers())).map(Method::getName)
                .collect(Collectors.toSet()));
    }

    @Test
    void theDocument_hasEachMessage_withItsScopeAndItsWait() throws Exception {
        TreeSet<Row> documented = MESSAGE.matcher(section()).results()
                .filter(row -> !row.group(3).equals("yes") && !row.group(3).equals("no"))
                .map(row -> new Row(row.group(1), row.group(2), row.group(3), row.group(4)))
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<Row> made = MADE.values().stream().flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new));
        constants().forEach(rejection -> made.add(Row.of(rejection)));
        assertThat(documented).isEqualTo(made);
    }

    @Test
    void theDocument_hasEachCode_withItsCloseAndWhetherToReconnect() throws Exception {
        TreeMap<String, MatchResult> documented = new TreeMap<>();
        CODE.matcher(section()).results().forEach(row -> documented.put(row.group(1), row));
        Set<ErrorCode> used = MADE.values().stream().flatMap(List::stream).map(row -> ErrorCode.valueOf(row.code()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ErrorCode.class)));
        constants().forEach(rejection -> used.add(rejection.code()));
        assertThat(used).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(UNUSED)));
        for (ErrorCode code : used) {
            assertThat(documented).containsKey(code.name());
            MatchResult row = Objects.requireNonNull(documented.get(code.name()));
            assertThat(row.group(3)).as(code.name()).isEqualTo(code.reconnect() ? "yes" : "no");
            if (!row.group(2).startsWith("–")) {
                assertThat(row.group(2)).as(code.name())
                        .startsWith(String.valueOf(CloseStatuses.status(code, 0).getCode()));
            }
        }
    }

    @Test
    void aWait_isThatWhichWasGiven() {
        assertThat(Rejections.rateLimitExceeded(RATE, true, 12_345).retryAfterMs()).isEqualTo(12_345);
        assertThat(Rejections.poolIsFull(1000, TEN_SECONDS).retryAfterMs()).isEqualTo(10_000);
        assertThat(Rejections.draining().retryAfterMs()).isBetween(1000L, 4999L);
        assertThat(Rejections.drainingAsWell().retryAfterMs()).isBetween(50L, 249L);
    }

    @Test
    void aSentence_isThatOfItsLimit_whateverWasSaidBefore() {
        assertThat(Rejections.rateLimitExceeded(RATE, false, 1).message())
                .isEqualTo("Rate limit exceeded: 50 connections per 5 minutes");
        assertThat(Rejections.rateLimitExceeded(RATE.withLimit(1), false, 1).message())
                .isEqualTo("Rate limit exceeded: 1 connection per 5 minutes");
        assertThat(Rejections.rateLimitExceeded(RATE, false, 1).message())
                .isEqualTo("Rate limit exceeded: 50 connections per 5 minutes");
    }
}
