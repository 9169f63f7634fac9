package io.doorstep.chat.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Where people sign in, and why they are asked to. */
public final class SignInPage {
    public static final String PATH = "/sign-in";
    /** Reached by a forward alone, from whoever has counted too many failures. */
    public static final String WAIT_PATH = PATH + "/wait";
    /** The request attribute that says why and for how long, in a sentence. */
    public static final String WAIT_NOTICE = "doorstep.sign-in.wait-notice";

    static final String NOTICE = "notice";

    private SignInPage() {}

    /** What stands above the form. */
    public enum Notice {
        NONE(""),
        WRONG("The name or the password is wrong."),
        STALE("This page had been open for too long. Please sign in again."),
        NOT_ALLOWED("You are signed in, but your account may not use the desk."),
        SIGNED_OUT("You are signed out.");

        private final String words;

        Notice(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        static Notice of(@Nullable String written) {
            for (Notice notice : values()) {
                if (notice.inAddresses().equals(written)) {
                    return notice;
                }
            }
            return NONE;
        }

        private String inAddresses() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The address of the page. */
    public static String at(Notice notice, String destination) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(PATH);
        if (notice != Notice.NONE) {
            address.queryParam(NOTICE, notice.inAddresses());
        }
        if (!destination.equals(Destination.DESK)) {
            address.queryParam(Destination.PARAMETER, "{to}");
        }
        return address.encode().buildAndExpand(destination).toUriString();
    }
}
