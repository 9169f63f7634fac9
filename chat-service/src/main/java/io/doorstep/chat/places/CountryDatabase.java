package io.doorstep.chat.places;

import com.maxmind.db.CHMCache;
import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A database of addresses and their countries in MaxMind's format (the specification of version 2.0), wholly in memory. A
 * record says its country as {@code country.iso_code}, {@code country_code} or {@code country}.
 */
final class CountryDatabase {
    private static final int IPV4 = 4;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    /** Of networks that are read one after the other, and of addresses that are looked up besides where there are more. */
    private static final int SAMPLE = 20_000;

    private final Reader reader;
    private final Instant built;

    private CountryDatabase(Reader reader) {
        this.reader = reader;
        this.built = reader.getMetadata().buildTime();
    }

    /**
     * Looks a sample up in it, of all its networks where they are few, so that a broken one is found before it is used.
     *
     * @throws InvalidDatabaseException where it is no such database, a broken one, or has no countries
     */
    static CountryDatabase read(Path file) throws IOException {
        try {
            CountryDatabase database = new CountryDatabase(
                    new Reader(file.toFile(), Reader.FileMode.MEMORY, new CHMCache()));
            if (!database.namesACountry()) {
                throw new InvalidDatabaseException("it names no country");
            }
            return database;
        } catch (RuntimeException | InvalidNetworkException e) {
            throw new InvalidDatabaseException("it is broken: " + e.getMessage(), e);
        }
    }

    /** Goes on after the first, since it also finds what cannot be read. */
    private boolean namesACountry() throws IOException, InvalidNetworkException {
        boolean found = false;
        Networks<Object> all = reader.networks(Object.class);
        for (int i = 0; i < SAMPLE && all.hasNext(); i++) {
            found |= !codeIn(all.next().data()).equals(CountryCode.UNKNOWN);
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < SAMPLE && all.hasNext(); i++) {
            byte[] address = new byte[i % 2 == 0 ? IPV4_BYTES : IPV6_BYTES];
            random.nextBytes(address);
            found |= !countryOf(InetAddress.getByAddress(address)).equals(CountryCode.UNKNOWN);
        }
        return found;
    }

    /** When it was made. */
    Instant built() {
        return built;
    }

    /** ISO 3166-1 alpha-2; {@code ZZ} where it does not know. */
    String countryOf(InetAddress address) throws IOException {
        return reader.getMetadata().ipVersion() == IPV4 && address instanceof Inet6Address
                ? CountryCode.UNKNOWN
                : codeIn(reader.get(address, Object.class));
    }

    private static String codeIn(@Nullable Object found) {
        if (!(found instanceof Map<?, ?> fields)) {
            return CountryCode.UNKNOWN;
        }
        Object code = fields.get("country_code");
        Object country = code == null ? fields.get("country") : code;
        Object text = country instanceof Map<?, ?> more ? more.get("iso_code") : country;
        return CountryCode.of(text instanceof String string ? string : null);
    }
}
