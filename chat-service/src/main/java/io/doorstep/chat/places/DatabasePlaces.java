package io.doorstep.chat.places;

import com.maxmind.db.InvalidDatabaseException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Countries by a database of addresses. It is read anew when its file changes; what cannot be read leaves the one before in
 * place. Sockets' threads only look things up in memory.
 */
public final class DatabasePlaces implements Places {
    private static final Logger LOG = LoggerFactory.getLogger(DatabasePlaces.class);

    private final Path file;
    private final Duration maxAge;
    private final InstantSource clock;
    private final AtomicLong failed = new AtomicLong();
    private volatile @Nullable CountryDatabase database;
    private volatile @Nullable String fault;
    private @Nullable Stamp seen;

    /** What tells one state of the file from another. */
    private record Stamp(FileTime modified, long size, @Nullable Object key) {

        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }

    /**
     * Reads nothing before the first {@link #look}.
     *
     * @param maxAge past it a database is called old, and used all the same; 0 = never
     */
    public DatabasePlaces(Path file, Duration maxAge, InstantSource clock) {
        this.file = file;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    /** Reads the file where it is another than before. To be called now and then, on no socket's thread. */
    public synchronized void look() {
        try {
            Stamp now = Stamp.of(file);
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            CountryDatabase read = CountryDatabase.read(file);
            database = read;
            failed.set(0);
            fault = null;
            LOG.info("Countries are those of a database of {}", day(read.built()));
        } catch (IOException e) {
            String why = inWords(e);
            if (!why.equals(fault)) {
                LOG.warn("The file of doorstep.geo.database {}: {} ({})", why, database == null
                        ? "no country is known"
                        : "the database that was read before stays", e.toString());
            }
            fault = why;
            if (!(e instanceof InvalidDatabaseException)) {
                seen = null;
            }
        }
    }

    /** Without the path, since everybody may read it. */
    private static String inWords(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "is missing";
            case AccessDeniedException _ -> "may not be read";
            case InvalidDatabaseException _ -> "is no database of countries, or a broken one";
            default -> "cannot be read";
        };
    }

    @Override
    public String countryOf(@Nullable InetAddress client, boolean isThroughTrustedProxy,
            Function<String, List<String>> headers) {
        CountryDatabase current = database;
        if (current == null || client == null) {
            return CountryCode.UNKNOWN;
        }
        try {
            return current.countryOf(client);
        } catch (IOException | RuntimeException _) {
            failed.incrementAndGet();
            return CountryCode.UNKNOWN;
        }
    }

    @Override
    public boolean isByAddress() {
        return true;
    }

    @Override
    public Optional<String> trouble() {
        CountryDatabase current = database;
        String why = fault;
        if (current == null) {
            return Optional.of("no country is known: the file of doorstep.geo.database "
                    + (why == null ? "has not been read yet" : why));
        }
        String of = "countries are those of a database of " + day(current.built()) + ": ";
        if (why != null) {
            return Optional.of(of + "the file of doorstep.geo.database " + why);
        }
        if (failed.get() > 0) {
            return Optional.of(of + failed + " addresses could not be looked up in it");
        }
        return !maxAge.isZero() && current.built().plus(maxAge).isBefore(clock.instant())
                ? Optional.of(of + "it is older than doorstep.geo.max-age (" + maxAge.toDays() + " days)")
                : Optional.empty();
    }

    private static String day(Instant built) {
        return built.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
