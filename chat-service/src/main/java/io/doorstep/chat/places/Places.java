package io.doorstep.chat.places;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** In which country a client is, as far as this instance can tell. Never waits, and never throws. */
public interface Places {
    /** Nobody asks where a client is. */
    Places NONE = (_, _, _) -> null;

    /**
     * The country by the header of a trusted proxy.
     *
     * @param header its name, such as {@code CF-IPCountry}
     */
    static Places ofHeader(String header) {
        return (_, isThroughTrustedProxy, headers) -> isThroughTrustedProxy
                ? ofHeader(headers.apply(header))
                : CountryCode.UNKNOWN;
    }

    /** Of several proxies that contradict each other, none is believed. */
    private static String ofHeader(List<String> values) {
        String code = values.isEmpty() ? CountryCode.UNKNOWN : CountryCode.of(values.getFirst());
        for (String other : values) {
            if (!CountryCode.of(other).equals(code)) {
                return CountryCode.UNKNOWN;
            }
        }
        return code;
    }

    /**
     * @param client its address; absent where that is not known
     * @param isThroughTrustedProxy whether what the headers say is believed
     * @param headers gives the values of a header in the order they came
     * @return ISO 3166-1 alpha-2, {@code ZZ} where it is not known; absent where nobody asks
     */
    @Nullable
    String countryOf(@Nullable InetAddress client, boolean isThroughTrustedProxy,
            Function<String, List<String>> headers);

    /** Whether an address says where its client is. */
    default boolean isByAddress() {
        return false;
    }

    /** In words, why countries are not known, or may be wrong; empty where all is well. */
    default Optional<String> trouble() {
        return Optional.empty();
    }
}
