package io.doorstep.chat.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A file of a page's, as it is and compressed. Its version is a hash of what is in it. */
final class PageFile {
    static final String SCRIPT = "text/javascript";
    static final String JSON = "application/json";
    private static final int VERSION_BYTES = 8;

    private final String type;
    private final byte[] plain;
    private final byte[] compressed;
    private final String version;

    PageFile(String type, String text) {
        this.type = type;
        this.plain = text.getBytes(StandardCharsets.UTF_8);
        this.compressed = gzip(plain);
        this.version = HexFormat.of().formatHex(hash("SHA-256", plain), 0, VERSION_BYTES);
    }

    String type() {
        return type;
    }

    byte[] plain() {
        return plain;
    }

    byte[] compressed() {
        return compressed;
    }

    /** Sixteen letters and digits. */
    String version() {
        return version;
    }

    /** For a page that takes no other content, as in the attribute {@code integrity}. */
    String integrity() {
        return "sha384-" + Base64.getEncoder().encodeToString(hash("SHA-384", plain));
    }

    private static byte[] hash(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new BestGzip(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** Takes its time, once. */
    private static final class BestGzip extends GZIPOutputStream {

        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
