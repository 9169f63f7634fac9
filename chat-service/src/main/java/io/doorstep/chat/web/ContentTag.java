package io.doorstep.chat.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.springframework.core.io.Resource;

/** The {@code ETag} of a file: a hash of what is in it. */
final class ContentTag {
    private ContentTag() {}

    static String of(Resource file) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(file.getContentAsByteArray());
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + '"';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
